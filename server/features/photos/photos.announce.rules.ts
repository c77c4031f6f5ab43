import { naturally } from './photos.rules.ts'

export interface AnnouncedName {
  clientId: string
  name: string
  folder: string
  bytes: number
  mime: string
  modifiedAt: string | null
}
export interface Refused {
  clientId: string
  code: string
  sentence: string
}
export interface Admitted extends AnnouncedName {
  kind: 'image' | 'video'
}
export interface Room {
  maxBytes: number
  quotaBytes: number
  usedBytes: number
}

const images = new Set(['jpg', 'jpeg', 'jpe', 'jfif', 'png', 'webp', 'avif', 'gif', 'heic', 'heif'])
const videos = new Set(['mp4', 'm4v', 'mov', 'qt', 'webm'])
const mimes = /^(image\/(jpeg|png|webp|avif|gif|heic|heif)|video\/(mp4|x-m4v|quicktime|webm))$/

/** What a file says it is, by its ending, else by the type that the browser gives; null for what is never taken. Only a claim: ingest looks inside. */
export const claimedKind = (name: string, mime: string): 'image' | 'video' | null => {
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
  if (images.has(ending)) return 'image'
  if (videos.has(ending)) return 'video'
  const [, kind] = mimes.exec(mime) ?? []
  return kind === undefined ? null : kind.startsWith('image') ? 'image' : 'video'
}

/** Decides file by file, in natural order, so that it is the last ones that find no room. */
export const admit = (files: readonly AnnouncedName[], room: Room): { admitted: Admitted[]; refused: Refused[] } => {
  const admitted: Admitted[] = []
  const refused: Refused[] = []
  let used = room.usedBytes
  for (const announced of files.toSorted(naturally)) {
    const file = { ...announced, name: cleanName(announced.name), folder: cleanFolder(announced.folder) }
    const kind = claimedKind(file.name, file.mime)
    const refuse = (code: string, sentence: string): void =>
      void refused.push({ clientId: file.clientId, code, sentence })
    if (kind === null) {
      refuse(
        'photos.type_not_supported',
        `“${file.name}” is not a photo or clip. JPEG, PNG, WebP, AVIF, GIF, HEIC, MP4, MOV and WebM can be used.`,
      )
    } else if (file.bytes === 0) {
      refuse('photos.empty', `“${file.name}” is empty. Export it again.`)
    } else if (file.bytes > room.maxBytes) {
      refuse(
        'photos.too_large',
        `“${file.name}” has ${inWords(file.bytes)}; one file may have ${inWords(room.maxBytes)}.`,
      )
    } else if (used + file.bytes > room.quotaBytes) {
      refuse(
        'photos.quota_full',
        `There is no room for “${file.name}” (${inWords(file.bytes)}): ${inWords(used)} of your ${inWords(room.quotaBytes)} are used. Delete something first.`,
      )
    } else {
      used += file.bytes
      admitted.push({ ...file, kind })
    }
  }
  return { admitted: admitted.toSorted(naturally), refused }
}

/** Control characters and halves of characters cannot be kept in the database and mean nothing in a name. */
const cleanText = (text: string): string => text.toWellFormed().replace(/\p{Cc}/gu, '')
const cleanName = (name: string): string => cleanText(name).trim() || 'unnamed'

/** `/a//./b/../c/` → `a/b/c`: a folder is a label in the grid and never a path on a disk. */
export const cleanFolder = (folder: string): string =>
  cleanText(folder)
    .replaceAll('\\', '/')
    .split('/')
    .map((part) => part.trim())
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .join('/')

const units = ['bytes', 'KB', 'MB', 'GB', 'TB']
/** 1536 → `1.5 KB`. */
export const inWords = (bytes: number): string => {
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10))
  const value = bytes / 1024 ** step
  return `${step === 0 || value >= 100 ? Math.round(value) : Number(value.toFixed(1))} ${units[step]}`
}
