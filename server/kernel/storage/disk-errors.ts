export const hasCode = (error: unknown, ...codes: string[]): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && codes.includes(error.code)

export const isMissing = (error: unknown): boolean => hasCode(error, 'ENOENT', 'ENOTDIR')

/** For `catch`: a missing file is null, any other trouble is thrown on. */
export const nullIfMissing = (error: unknown): null => {
  if (isMissing(error)) return null
  throw error
}
