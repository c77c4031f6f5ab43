const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const urlId = new RegExp(`^(${uuid})\\.(${uuid})\\.([\\w-]{4,32})$`)

/** Whose upload an address names, and of which file. */
export interface UploadPart {
  userId: string
  fileId: string
  /** The upload as it lies on the disk: `{user}/{file}/{upload}`. */
  id: string
}

/** Reads the last part of an upload's address; null for anything that this house did not make. */
export const partOf = (last: string): UploadPart | null => {
  const [, userId, fileId, upload] = urlId.exec(last) ?? []
  if (userId === undefined || fileId === undefined || upload === undefined) return null
  return { userId, fileId, id: `${userId}/${fileId}/${upload}` }
}

export const urlIdOf = (id: string): string => id.replaceAll('/', '.')
/** `{user}/{file}` of an upload. */
export const fileOf = (id: string): string => id.slice(0, id.lastIndexOf('/'))
