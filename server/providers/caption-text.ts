import { cutAt } from '@greenroom/contract/caption-words.ts'
import {
  captionLanguage,
  captionLimits,
  type CaptionWishes,
  type PostCaption,
  type SlideCaption,
} from '@greenroom/contract/captions.ts'

/** What a writer has written, before anybody has looked at it: any length, any characters. */
export type RawSlide = SlideCaption
export type RawPost = PostCaption

type Spelling = Pick<CaptionWishes, 'keepWords'>

/** One slide's texts, fit to be shown: lengths kept, no addresses or handles, hashtags tidy, numbers in their range. */
export const checkedSlide = (raw: RawSlide, wishes: CaptionWishes): SlideCaption => ({
  overlay: cutText(plainLine(raw.overlay, wishes), captionLimits.overlay),
  caption: cutText(plainLine(raw.caption, wishes), captionLimits.caption),
  hashtags: tidyHashtags(raw.hashtags, wishes.hashtags),
  altText: cutText(plainLine(raw.altText, wishes), captionLimits.altText),
  language: languageOf(raw.language, wishes.language),
  confidence: Math.min(1, Math.max(0, Number.isFinite(raw.confidence) ? raw.confidence : 0)),
  unsure: raw.unsure
    .map((line) => cutText(plainLine(line, wishes), 200))
    .filter((line) => line !== '')
    .slice(0, 5),
})

export const checkedPost = (raw: RawPost, wishes: CaptionWishes): PostCaption => ({
  title: cutText(plainLine(raw.title, wishes), captionLimits.postTitle),
  caption: cutText(plainText(raw.caption, wishes), captionLimits.postCaption),
  hashtags: tidyHashtags(raw.hashtags, wishes.hashtags),
})

/** Which language it says it is in; the one that was wished for when it is that one in other words, or no language at all. */
const languageOf = (said: string, wished: string): string => {
  const base = (tag: string): string => tag.split('-', 1)[0] ?? ''
  const given = captionLanguage.safeParse(said.trim())
  return given.success && base(given.data) !== base(wished) ? given.data : wished
}

/** At most `longest` UTF-16 units, ended after a word where there is one, never inside what a reader sees as one character. */
export const cutText = (text: string, longest: number): string => {
  const whole = text.toWellFormed().trim()
  if (whole.length <= longest) return whole
  const room = longest - 1
  const head = whole.slice(0, longest + 200).toWellFormed()
  const ends = (granularity: 'word' | 'grapheme'): number[] =>
    [...new Intl.Segmenter('und', { granularity }).segment(head)]
      .map(({ index, segment }) => index + segment.length)
      .filter((end) => end <= room && end < head.length)
  // A word may end inside a joined emoji, so only ends that are both count.
  const graphemes = new Set(ends('grapheme'))
  const afterWord = ends('word').findLast((end) => graphemes.has(end) && /[\p{L}\p{N}]/u.test(head.slice(0, end))) ?? 0
  // One endless word: half a line of it says more than nothing.
  const end = afterWord > room / 2 ? afterWord : (Math.max(...graphemes, 0) as number)
  const kept = head.slice(0, end).replace(/[\s\p{Pd},;:]+$/u, '')
  return kept === '' ? '' : `${kept}…`
}

const urls = [
  /\b[a-z][a-z0-9+.-]{1,15}:\/\/\S*/giu,
  /\bwww\.\S+/giu,
  /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu,
  /(?<![\p{L}\p{N}_])@[\p{L}\p{N}_.]+/gu,
  /(?<![\p{L}\p{N}.-])(?:[a-z0-9-]+\.)+(?:com|net|org|info|biz|io|co|app|dev|shop|store|online|site|link|me|tv|ly|gg|ai|eu|nl|be|de|fr|uk|es|it)(?![\p{L}\p{N}-])(?:\/\S*)?/giu,
]

/** No caption is longer; what comes behind is not read, because text from outside may be endless. */
const longestRead = 10_000

/** Text without addresses, handles, hash signs and characters nobody sees; lines stay. Words to keep are never taken out. */
export const plainText = (text: string, { keepWords }: Spelling): string => {
  const kept = new Set(keepWords.map((word) => word.toLowerCase()))
  let now = tidySpaces(text.slice(0, longestRead).toWellFormed())
  // Taking one out may bring another together; every round shortens the text, so it ends.
  for (let before = ''; before !== now;) {
    before = now
    for (const url of urls)
      now = now.replace(url, (found) => {
        const bare = found.replace(/[.,;:!?)\]]+$/u, '')
        return kept.has(bare.toLowerCase()) ? found : found.slice(bare.length)
      })
    now = now.replace(/(?<![\p{L}\p{N}_&])#+(?=[\p{L}_])/gu, '')
    now = tidySpaces(now.replace(/\(\s*\)|\[\s*\]/g, '').replace(/[ ]+(?=[.,;!?)\]](?:\s|$))/g, ''))
  }
  return now
}

const tidySpaces = (text: string): string =>
  text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    // Control characters and direction overrides; joiners stay, because emoji and some scripts need them.
    .replace(/[^\P{Cc}\n]|[\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]/gu, ' ')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()

export const plainLine = (text: string, wishes: Spelling): string =>
  plainText(plainText(text, wishes).replaceAll('\n', ' '), wishes)

/** At most `most` tags without `#`, each once in whatever case, made of letters, digits and `_` with at least one letter. */
export const tidyHashtags = (given: readonly string[], most: number): string[] => {
  const seen = new Map<string, string>()
  for (const tag of given.flatMap((one) => one.split(/[#＃,;]/u))) {
    const letters = tag
      .toWellFormed()
      .normalize('NFC')
      .replace(/[^\p{L}\p{M}\p{N}_]/gu, '')
      .replace(/^\p{M}+/u, '')
    const short = withinUnits(letters, captionLimits.hashtag)
    const key = short.toLowerCase()
    if (/\p{L}/u.test(short) && !seen.has(key)) seen.set(key, short)
  }
  return [...seen.values()].slice(0, most)
}

const withinUnits = (text: string, longest: number): string => {
  const kept = cutAt(text.slice(0, longest + 40), longest)
  return kept.toWellFormed() === kept ? kept : ''
}

const cameraWords = new Set(
  `img image dsc dscn dscf pxl mvimg vid video mov movie pano gopr gh gx dji screenshot screen shot
  photo foto picture afbeelding bild snapchat received signal fb cimg sam hpim kic pict scan edit edited bewerkt final
  definitief copy kopie new untitled naamloos mg dcim burst cover jpg jpeg png heic heif webp mp4 portrait night hdr at am pm`.split(
    /\s+/,
  ),
)

/** The words a person gave a file; none for a camera's own name such as `IMG_1234.JPG` or `PXL_20261121_101500.jpg`. */
export const fileNameWords = (fileName: string | null): string[] => {
  const stem = (fileName ?? '')
    .toWellFormed()
    .normalize('NFC')
    .replace(/\.[a-z0-9]{2,5}$/iu, '')
  const words = stem
    .split(/[^\p{L}\p{M}\p{N}'’]+/u)
    // Pieces of ids and checksums.
    .filter((word) => !/^(?=.*\d)[0-9a-f]{4,}$/i.test(word) && !/^whatsapp$/i.test(word))
    .flatMap((word) => word.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2').split(/[\s\p{N}]+/u))
    .map((word) => word.replace(/^['’]+|['’]+$/gu, ''))
    .filter((word) => word !== '' && !/^[a-z]$/i.test(word) && word.length <= 40)
  // A small word such as "at" belongs to a name only when the name has other words.
  return words.some((word) => !cameraWords.has(word.toLowerCase()) && (word.length > 2 || /[^\p{ASCII}]/u.test(word)))
    ? words.filter((word) => !cameraWords.has(word.toLowerCase()) || /^at$/i.test(word)).slice(0, 8)
    : []
}
