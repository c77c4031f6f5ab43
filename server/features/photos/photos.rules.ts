import type { UploadOrder } from '@greenroom/contract/photos.ts'

/** Letters that no normal form takes apart, as people write them without their signs. */
const folded: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  þ: 'th',
  ı: 'i',
  ħ: 'h',
  ŋ: 'n',
}
const longestSlug = 60

/** The project's name as files carry it: `Summer House` → `summer-house`. Names without a Latin letter or digit become `photo`. */
export const slugOf = (projectName: string): string => {
  const plain = projectName
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[ßæœøđðłþıħŋ]/g, (letter) => folded[letter] ?? letter)
    // The marks that NFKD took off their letters.
    .replace(/\p{M}+/gu, '')
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longestSlug)
    .replace(/^-+|-+$/g, '')
  return plain === '' ? 'photo' : plain
}

const endings: Record<string, string> = {
  'image/jpeg': 'jpeg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/avif': 'avif',
  'image/gif': 'gif',
  'image/heic': 'heic',
  'image/heif': 'heic',
  'video/mp4': 'mp4',
  'video/quicktime': 'mov',
  'video/webm': 'webm',
}
const endingOf = (mime: string): string => endings[mime] ?? 'bin'

/**
 * `summer-house12.jpeg`. After a slug that ends in a digit comes a dash: "Summer 2" with number 1 would otherwise read
 * like "Summer" with number 21, and a project renamed between the two would have two photos of one name.
 */
export const givenName = (slug: string, number: number, mime: string): string =>
  `${slug}${/\d$/.test(slug) ? '-' : ''}${number}.${endingOf(mime)}`

export interface Nameable {
  id: string
  mime: string
  takenAt: Date | null
  modifiedAt: Date | null
  /** Place in its batch: natural order, unless somebody has moved it since. */
  position: number
}
export interface Naming {
  id: string
  name: string
  number: number
  position: number
}

/** Numbers from `firstNumber` on without a gap, in the order that was asked for; the grid follows behind `lastPosition`. */
export const planNames = (
  files: readonly Nameable[],
  {
    order,
    slug,
    firstNumber,
    lastPosition,
  }: { order: UploadOrder; slug: string; firstNumber: number; lastPosition: number },
): Naming[] =>
  files
    .toSorted((a, b) => (order === 'taken' ? byTime(a, b) : 0) || a.position - b.position || (a.id < b.id ? -1 : 1))
    .map(({ id, mime }, index) => ({
      id,
      name: givenName(slug, firstNumber + index, mime),
      number: firstNumber + index,
      position: lastPosition + 1 + index,
    }))

/** By the camera's clock, else by the file's; files without any time come last. */
const byTime = (a: Nameable, b: Nameable): number => {
  const first = (a.takenAt ?? a.modifiedAt)?.getTime() ?? Infinity
  const second = (b.takenAt ?? b.modifiedAt)?.getTime() ?? Infinity
  return first === second ? 0 : first - second
}

// The collator reads digits as whole numbers, so 1.9 stands before 1.10 as in a list of versions.
const collator = new Intl.Collator('en', { numeric: true })

/** As people number things: folder by folder, parents before what is in them, `img2` before `img10`. */
export const naturally = (a: { folder: string; name: string }, b: { folder: string; name: string }): number => {
  if (a.folder !== b.folder) {
    const [left, right] = [a.folder, b.folder].map((folder) => (folder === '' ? [] : folder.split('/')))
    for (
      let depth = 0;
      left !== undefined && right !== undefined && depth < Math.max(left.length, right.length);
      depth += 1
    ) {
      const [one, other] = [left[depth], right[depth]]
      if (one === undefined) return -1
      if (other === undefined) return 1
      const difference = collator.compare(one, other) || plainly(one, other)
      if (difference !== 0) return difference
    }
  }
  return collator.compare(a.name, b.name) || plainly(a.name, b.name)
}
const plainly = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/**
 * `count` positions between two neighbours (null = the end of the grid on that side), strictly growing; null when the
 * neighbours are too close for numbers between them and the whole grid has to be numbered again.
 */
export const positionsBetween = (before: number | null, after: number | null, count: number): number[] | null => {
  const low = before ?? (after === null ? 0 : after - count - 1)
  const high = after ?? low + count + 1
  const step = (high - low) / (count + 1)
  const positions = Array.from({ length: count }, (_, index) => low + step * (index + 1))
  const growing = [low, ...positions, high].every(
    (value, index, all) => index === 0 || value > (all[index - 1] ?? Infinity),
  )
  return growing ? positions : null
}

/** Where the pictures made of a file lie: beside its original. */
export const besideOriginal = (
  originalKey: string,
  name: 'small.webp' | 'medium.webp' | 'large.webp' | 'frame.jpg',
): string => `${originalKey.slice(0, originalKey.lastIndexOf('/'))}/${name}`
export const originalKeyOf = (userId: string, fileId: string): string => `${userId}/photos/${fileId}/original`

/** Everything that may lie in storage for a file. */
export const keysOfFile = (originalKey: string): string[] => [
  originalKey,
  ...(['small.webp', 'medium.webp', 'large.webp', 'frame.jpg'] as const).map((name) =>
    besideOriginal(originalKey, name),
  ),
]

/** The size of the picture that is sent to makers: as the original, at most 8,000 pixels a side. */
export const frameSize = (width: number, height: number): { width: number; height: number } => {
  const shrink = Math.min(1, 8000 / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * shrink)), height: Math.max(1, Math.round(height * shrink)) }
}
