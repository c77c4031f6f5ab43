import type { SpokenLanguage } from '@greenroom/contract/techniques.ts'

/**
 * Whether what was said aloud is the line. Strict: the same words in the same order, however they are punctuated, hyphened or
 * capitalised. Except where numbers stand: "€ 1.200" is said "twelve hundred euros", "9:30" "half past nine" and "2026"
 * "twenty twenty-six", and to build what each language makes of a number is to refuse what people really say. So a number
 * may be said in any words for numbers, and only digits that stand against digits have to be the same ones.
 */
export const sameWords = (line: string, said: string, language: SpokenLanguage): boolean =>
  agree(piecesOf(line, language), piecesOf(said, language), language, false)

/** Whether what was said so far, which may end within a word or a number, can become the line. */
export const beginsLike = (line: string, said: string, language: SpokenLanguage): boolean =>
  agree(piecesOf(line, language), piecesOf(said, language), language, true)

const agree = (
  wanted: readonly string[],
  heard: readonly string[],
  language: SpokenLanguage,
  goesOn: boolean,
): boolean => {
  if (wanted.length === 0) return false
  const known = new Map<string, boolean>()
  const from = (at: number, place: number): boolean => {
    const key = `${at} ${place}`
    const before = known.get(key)
    if (before !== undefined) return before
    // Nothing is gained by coming here a second time.
    known.set(key, false)
    const answer = fits(at, place)
    known.set(key, answer)
    return answer
  }
  const fits = (at: number, place: number): boolean => {
    const [one, other] = [wanted[at], heard[place]]
    if (goesOn && other === undefined) return true
    if (one === undefined || other === undefined) return one === other
    const last = place + 1 === heard.length
    // Where a number stands, the one word that is not whole yet may become anything.
    if (goesOn && last && isNumber(one, language)) return true
    if (goesOn && last && `${one}${wanted[at + 1] ?? ''}`.startsWith(other)) return true
    if (one === other && from(at + 1, place + 1)) return true
    // "follow-up" is sometimes one word.
    if (one === other + (heard[place + 1] ?? ' ') && from(at + 1, place + 2)) return true
    if (one + (wanted[at + 1] ?? ' ') === other && from(at + 2, place + 1)) return true
    if (!isNumber(one, language) || !isNumber(other, language)) return false
    const [end, over] = [endOfNumber(wanted, at, language), endOfNumber(heard, place, language)]
    if (goesOn && over >= heard.length - 1) return true
    return digitsAgree(wanted.slice(at, end), heard.slice(place, over)) && from(end, over)
  }
  return from(0, 0)
}

const symbols: Record<string, Record<SpokenLanguage, string>> = {
  '&': { en: 'and', nl: 'en' },
  '%': { en: 'percent', nl: 'procent' },
  '€': { en: 'euros', nl: 'euro' },
  '£': { en: 'pounds', nl: 'pond' },
  $: { en: 'dollars', nl: 'dollar' },
}

/** One sound, and more than one way to write it. */
const spellings: Record<string, string> = { okay: 'ok', oke: 'ok' }

/** Words and numbers, without what is not heard. "1.200,50" stays in one piece: 1200.50. */
const piecesOf = (text: string, language: SpokenLanguage): string[] =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[&%€£$]/g, (sign) => ` ${symbols[sign]?.[language] ?? ''} `)
    .replaceAll(/['’‘`]/g, '')
    .replaceAll(/(?<=\d)[.,](?=\d{3}(?!\d))/g, '')
    .replaceAll(/(?<=\d)[.,](?=\d)/g, '.')
    // "Q2" is said "Q two".
    .replaceAll(/(?<=\p{L})(?=\d)/gu, ' ')
    .split(/(?<!\d)\.|\.(?!\d)|[^\p{L}\p{N}.]+/u)
    .filter((piece) => piece !== '')
    .map((piece) => spellings[piece] ?? piece.replace(/^h+m+$/, 'hm'))

const small = 'zero|oh|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve'
const parts: Record<SpokenLanguage, string> = {
  en: `${small}|thir|fif|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|first|second|third|fifth|eighth|ninth|twelfth|twentieth|thirtieth|th|half|quarter|past|to|a|an|and|point|oclock|am|pm|percent|per|cent|euro|dollar|pound|s`,
  nl: 'nul|een|eén|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien|zestien|zeventien|achttien|negentien|twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig|honderd|duizend|miljoen|miljard|eerste|derde|de|ste|half|halve|anderhalve?|kwart|over|voor|en|komma|uur|procent|euro|cent|dollar|pond|s',
}
const numbers: Record<SpokenLanguage, RegExp> = {
  en: new RegExp(`^(?:${parts.en})+$`),
  nl: new RegExp(`^(?:${parts.nl})+$`),
}
const isNumber = (piece: string, language: SpokenLanguage): boolean => /\d/.test(piece) || numbers[language].test(piece)

/** Always all of it: of a part of a number nobody can say what it is. */
const endOfNumber = (pieces: readonly string[], from: number, language: SpokenLanguage): number => {
  const length = pieces.slice(from).findIndex((piece) => !isNumber(piece, language))
  return length === -1 ? pieces.length : from + length
}

/** One side at least has digits, and where both have, they are the same. "12.00" is 12. */
const digitsAgree = (line: readonly string[], said: readonly string[]): boolean => {
  const [one, other] = [line, said].map((pieces) =>
    pieces
      .filter((piece) => /\d/.test(piece))
      .map((piece) => piece.replaceAll(/[^\d.]/g, '').replace(/\.0+$/, ''))
      .join(''),
  )
  return one !== '' && other !== '' ? one === other : one !== other
}
