/**
 * Names inside an archive that every system can unpack: one path segment each, in NFC, without control and direction characters,
 * without what Windows refuses (learn.microsoft.com: Naming Files, Paths, and Namespaces).
 */
const unseen = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/gu
const refused = /[\\/:*?"<>|]/g
const reserved = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])$/i

/** One safe path segment of at most `mostBytes` in UTF-8; `fallback` when nothing is left. */
export const safeName = (text: string, mostBytes: number, fallback: string): string => {
  const clean = text
    // A line break or tab between words is a space; other control characters just go.
    .replaceAll(/[\t\n\v\f\r\u0085\u2028\u2029]/g, ' ')
    .replaceAll(unseen, '')
    .normalize('NFC')
    .replaceAll(refused, '-')
    .replaceAll(/\s+/gu, ' ')
  const trimmed = trimEnds(clean) || fallback
  const name = reserved.test((trimmed.split('.')[0] ?? '').trimEnd()) ? `_${trimmed}` : trimmed
  return trimEnds(shorten(name, mostBytes)) || fallback
}

/** Windows drops dots and spaces at the end; a leading dot hides a file or leads upwards. */
const trimEnds = (text: string): string => text.replaceAll(/^[\s.]+|[\s.]+$/gu, '')

/** Cut between what people see as characters, so that no accent or emoji is torn apart. */
const shorten = (text: string, mostBytes: number): string => {
  if (Buffer.byteLength(text) <= mostBytes) return text
  let kept = ''
  let used = 0
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)) {
    used += Buffer.byteLength(segment)
    if (used > mostBytes) break
    kept += segment
  }
  return kept
}

export interface NameBook {
  /** A path `folder + name + ending` of at most 240 bytes that no other has, whatever the case; `(2)`, `(3)` … tell equal ones apart. */
  add(folder: string, name: string, ending: string): string
}

export const mostPathBytes = 240

export const nameBook = (): NameBook => {
  const taken = new Set<string>()
  const counts = new Map<string, number>()
  return {
    add(folder, name, ending) {
      const room = mostPathBytes - Buffer.byteLength(folder) - Buffer.byteLength(ending)
      const first = folded(folder + safeName(name, room, 'unnamed') + ending)
      for (let count = counts.get(first) ?? 1; ; count += 1) {
        const mark = count === 1 ? '' : ` (${count})`
        const path = folder + safeName(name, room - mark.length, 'unnamed') + mark + ending
        if (taken.has(folded(path))) continue
        taken.add(folded(path))
        counts.set(first, count + 1)
        return path
      }
    },
  }
}

/** As file systems that ignore case compare: `ß` and `SS` count as equal there. */
const folded = (path: string): string => path.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC')
