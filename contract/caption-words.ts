/** Where a caption may break. Pure text, no sizes: which pieces stay whole, and what white space lies between them. */

/** A run that is never broken unless it is longer than a whole line, and the white space after it. */
export interface Piece {
  text: string
  /** Dropped at the end of a line. */
  gap: string
}

// A fixed language, so that the machine's own does not change where lines break.
const graphemeSegmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })
const wordSegmenter = new Intl.Segmenter('en', { granularity: 'word' })

export const graphemes = (text: string): string[] =>
  Array.from(graphemeSegmenter.segment(text), ({ segment }) => segment)

/** At most so many UTF-16 units, and no character in halves. */
export const cutAt = (text: string, most: number): string => {
  if (text.length <= most) return text
  let kept = ''
  for (const grapheme of graphemes(text)) {
    if (kept.length + grapheme.length > most) break
    kept += grapheme
  }
  return kept
}

/**
 * The text as it is laid out: composed letters (fonts have those), one kind of newline, no control characters, no white
 * space at the ends of lines, no empty lines before and after.
 */
export const preparedText = (text: string, uppercase: boolean): string =>
  (uppercase ? text.toUpperCase() : text)
    .replace(/\r\n?|[\u0085\u2028\u2029\v\f]/g, '\n')
    .replace(/\t/g, ' ')
    // The letter apostrophe looks like the mark, and not every face has it.
    .replace(/\u02bc/g, '\u2019')
    // We have no face for emoji that are asked for as text: each engine would take one of its machine's.
    .replace(/\ufe0e/g, '')
    .replace(/[\p{Cc}\ufeff]/gu, (found) => (found === '\n' ? found : ''))
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .normalize('NFC')
    .replace(/^[ \u3000\u00ad\u200b]+|[ \u3000\u00ad\u200b]+$/gm, '')
    .replace(/^\n+|\n+$/g, '')

const isSpace = (grapheme: string): boolean => /^[ \u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]/.test(grapheme)
const isGlue = (grapheme: string): boolean => /^[\u00a0\u2007\u202f\u2060]/.test(grapheme)
/** Zero-width space and soft hyphen: whoever wrote them says that a line may end here. */
const isWritten = (grapheme: string): boolean => /[\u200b\u00ad]$/.test(grapheme)
const isDash = (grapheme: string): boolean => /^[-\u2010\u2013\u2014/]/.test(grapheme)
const isLetter = (grapheme: string | undefined): boolean => grapheme !== undefined && /^\p{L}/u.test(grapheme)
/** Scripts that are written without spaces between words. */
const isUnspaced = (grapheme: string): boolean =>
  /^[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u.test(grapheme)
const isPicture = (grapheme: string): boolean => /^(?![#*0-9©®™])\p{Emoji}/u.test(grapheme)

const quotes = /^["'«»‹›“”‘’‚„]/
/** Never at the end of a line. */
const openers = /^[\p{Ps}¿¡#@$€£¥＃＠＄￥]/u
/** Never at the start of a line: closing marks, small kana and marks of length or repetition, and what follows a number. */
const closers =
  /^[\p{Pe}.,!?;:…%‰°·،؛؟।॥、。，．！？；：・‥ー々〻ゝゞヽヾ〜～％‼⁇⁈⁉ฯๆぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰ-ㇿ゛゜]/u

/**
 * What a quotation mark does is told by its neighbours, because »so« and «so» and “so” and „so“ are all written
 * somewhere; only where they do not tell (« so », 说“so”吧) by its form. A straight one has none and does both.
 */
const quoteDoes = (all: readonly string[], index: number): { open: boolean; close: boolean } => {
  const before = all[index - 1]
  const after = all[index + 1]
  const free = before === undefined || isSpace(before) || openers.test(before)
  const tied = after !== undefined && !isSpace(after)
  if (free === tied) return { open: free, close: !free }
  const form = all[index] ?? ''
  return { open: !/^[\p{Pf}]/u.test(form), close: !/^[\p{Pi}‚„]/u.test(form) }
}

/** Whether a line may not end with this grapheme. */
const opens = (all: readonly string[], index: number): boolean => {
  const grapheme = all[index] ?? ''
  return quotes.test(grapheme) ? quoteDoes(all, index).open : openers.test(grapheme)
}

/** Whether a line may not begin with it. */
const closes = (all: readonly string[], index: number): boolean => {
  const grapheme = all[index] ?? ''
  return quotes.test(grapheme) ? quoteDoes(all, index).close : closers.test(grapheme)
}

/** May a line end before the grapheme at `index`? */
const mayBreak = (all: readonly string[], index: number, atWord: boolean): boolean => {
  const before = all[index - 1] ?? ''
  const after = all[index] ?? ''
  if (isSpace(after) || closes(all, index)) return false
  if (isSpace(before)) {
    const last = all.slice(0, index).findLastIndex((one) => !isSpace(one))
    return last >= 0 && !opens(all, last)
  }
  if (isGlue(before) || isGlue(after) || isWritten(after) || opens(all, index - 1)) return false
  if (isWritten(before)) return true
  if (isDash(before)) return isLetter(all[index - 2]) && isLetter(after)
  if (isPicture(before) && isPicture(after)) return true
  if (/^\p{N}/u.test(before) || !atWord) return false
  return isUnspaced(before) || isUnspaced(after)
}

/** The pieces of one paragraph (no newline in it), in order; put together again they are the paragraph. */
export const piecesOf = (paragraph: string): Piece[] => {
  const all = graphemes(paragraph)
  const words = new Set(Array.from(wordSegmenter.segment(paragraph), ({ index }) => index))
  const pieces: Piece[] = []
  let piece: Piece = { text: '', gap: '' }
  let place = 0
  for (const [index, grapheme] of all.entries()) {
    if (index > 0 && mayBreak(all, index, words.has(place))) {
      pieces.push(piece)
      piece = { text: '', gap: '' }
    }
    if (isSpace(grapheme)) piece.gap += grapheme
    else {
      // A closing mark after a space belongs to what is before it.
      piece.text += piece.gap + grapheme
      piece.gap = ''
    }
    place += grapheme.length
  }
  if (piece.text !== '') pieces.push(piece)
  return pieces
}

/**
 * Cuts a piece that is longer than a line. Prefers to cut after what separates the parts of an address, and does not
 * leave a closing mark at the start of a line where there is a choice.
 */
export const cutPiece = (piece: Piece, fits: (text: string) => boolean): Piece[] => {
  const parts: Piece[] = []
  let rest = graphemes(piece.text)
  while (rest.length > 1 && !fits(rest.join(''))) {
    const most = longestFit(rest, fits)
    const natural = rest.slice(0, most).findLastIndex((one, at) => at >= most / 2 && /^[/?&=_.-]/.test(one)) + 1
    const wanted = natural > 0 && !closes(rest, natural) ? natural : most
    let cut = wanted
    while (cut > 1 && closes(rest, cut)) cut--
    parts.push({ text: rest.slice(0, closes(rest, cut) ? wanted : cut).join(''), gap: '' })
    rest = rest.slice(closes(rest, cut) ? wanted : cut)
  }
  return [...parts, { text: rest.join(''), gap: piece.gap }]
}

/** How many of the graphemes fit, at least one. */
const longestFit = (all: readonly string[], fits: (text: string) => boolean): number => {
  let low = 1
  let high = all.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (fits(all.slice(0, middle).join(''))) low = middle
    else high = middle - 1
  }
  return low
}

/** The direction of a paragraph is that of its first letter that has one. */
export const directionOf = (paragraph: string): 'ltr' | 'rtl' => {
  const first = /[\p{L}\p{Nl}]/u.exec(paragraph)?.[0] ?? ''
  return /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(first)
    ? 'rtl'
    : 'ltr'
}
