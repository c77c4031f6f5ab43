export const nameParts = ['project', 'nn', 'shot', 'name', 'version'] as const
export type NamePart = (typeof nameParts)[number]

/** As the house names files: letters, digits, dots, dashes and underscores of any language; the rest becomes a dash. */
export const fileSafe = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/-{2,}/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .toLowerCase()

/** How a clip would be called with a pattern. Empty when nothing of a name is left. */
export function exampleName(pattern: string, parts: Readonly<Record<NamePart, string>>): string {
  const filled = pattern.trim().replace(/\{(project|nn|shot|name|version)\}/g, (_, part: NamePart) => fileSafe(parts[part]))
  const name = filled
    .replace(/[\\/:*?"<>|\p{Cc}]+/gu, '-')
    .replace(/-{2,}/g, '-')
    .replace(/^[-. ]+|[-. ]+$/g, '')
  return name === '' ? '' : `${name}.mp4`
}

/** What is wrong with a pattern; null = nothing. */
export function patternTrouble(pattern: string): 'empty' | 'unknown' | 'same' | null {
  if (pattern.trim() === '') return 'empty'
  const unknown = [...pattern.matchAll(/\{([^{}]*)\}/g)].some(([, name = '']) => !(nameParts as readonly string[]).includes(name))
  if (unknown) return 'unknown'
  // Without one of these every clip of a project could get the same name.
  return /\{(nn|name)\}/.test(pattern) ? null : 'same'
}
