/** A sentence as it was written, and its words as cues see them. */
export interface Sentence {
  /** Word for word from the turn, so that it can be quoted. */
  text: string
  words: string[]
  asks: boolean
}
/** Ready to be looked for. Made once for every cue. */
export interface Cue {
  parts: Part[]
  atStart: boolean
  inQuestion: boolean
}
type Part = 'gap' | { exact: Set<string>; stems: string[] }

const longestGap = 8

const contractions: [RegExp, string][] = [
  [/\bcan't\b/g, 'can not'],
  [/\bwon't\b/g, 'will not'],
  [/n't\b/g, ' not'],
  [/\blet's\b/g, 'let us'],
  [/\b(what|that|it|who|how|where|there|here|when|why|he|she)'s\b/g, '$1 is'],
  [/'re\b/g, ' are'],
  [/'ll\b/g, ' will'],
  [/'ve\b/g, ' have'],
  [/'d\b/g, ' would'],
  [/\bi'm\b/g, 'i am'],
]
/** Dutch has many words for "you" and "your"; what counts is that the customer is meant. */
const you = new Set(['je', 'jij', 'jou', 'jouw', 'jullie', 'u', 'uw', 'ge', 'gij', 'uzelf'])

const plain = (text: string): string =>
  contractions
    .reduce((so, [from, to]) => so.replace(from, to), unaccented(text).replace(/[’‘`´]/g, "'"))
    .replace(/(\d)[.,](\d{3})\b/g, '$1$2')
const unaccented = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

/** The words of a text, lower case, without accents, contractions written out, amounts without separators. */
export const wordsOf = (text: string): string[] =>
  (plain(text).match(/\p{L}+(?:-\p{L}+)*|\d+(?:[.,]\d+)?|[%€$£]/gu) ?? []).map((word) => (you.has(word) ? 'u' : word))

const opener = new Set(
  'so and but well um uh er eh okay ok right great good thanks thank sure fine yes yeah ja nou dus en maar oke goed prima mooi dank uhm hm hmm then dan now nu'.split(
    ' ',
  ),
)
const asking = new Set(
  'what how why who when where which whose wat hoe waarom wie wanneer waar welke welk hoeveel'.split(' '),
)
const auxiliary = new Set(
  'do does did is are was were have has can could would will shall should may heb hebt heeft hebben is ben bent zijn was kun kunt kan kunnen zou zouden wil wilt willen mag zal zullen gaat gaan klopt komt past schikt'.split(
    ' ',
  ),
)
const second = new Set('u you your the it that this we i he she they het dat dit de er ik hij zij ze we wij'.split(' '))

/** The words without the small ones that begin a spoken sentence. */
export const heart = (words: readonly string[]): readonly string[] => {
  const thanks = (at: number) =>
    /^(dank|thank) (u|you)( wel)?$/.test(words.slice(words[at] === 'wel' ? at - 2 : at - 1, at + 1).join(' '))
  const from = words.findIndex((word, at) => !opener.has(word) && !(at > 0 && thanks(at)))
  return from < 0 ? [] : words.slice(from)
}
export const beginsAsking = (words: readonly string[]): boolean => asking.has(heart(words)[0] ?? '')
/** Speech recognition often leaves out every mark: then the order of the words has to tell. */
const soundsAsking = (words: readonly string[]): boolean =>
  beginsAsking(words) ||
  (auxiliary.has(heart(words)[0] ?? '') && second.has(heart(words)[1] ?? '')) ||
  words.some((word, at) => asking.has(word) && words.slice(at + 1, at + 7).some((next) => second.has(next)) && at > 1)

export function sentencesOf(text: string): Sentence[] {
  const unmarked = !/[.?!…]/.test(text)
  return (text.match(/[^.?!…\n]*(?:[.](?=\d)[^.?!…\n]*)*[.?!…]*/g) ?? [])
    .map((piece) => piece.trim())
    .filter((piece) => /[\p{L}\p{N}]/u.test(piece))
    .map((piece) => {
      const words = wordsOf(piece)
      return { text: piece, words, asks: /\?/.test(piece) || (unmarked && soundsAsking(words)) }
    })
}

/** Reads a cue as it is written in the tables (contract/techniques.ts). One that holds no word is never found. */
export function cueOf(written: string): Cue {
  const marks = written.trim().split(/\s+/)
  const parts: Part[] = []
  for (const mark of marks.filter((one) => one !== '^' && one !== '?')) {
    if (mark === '...') {
      if (parts.length > 0 && parts.at(-1) !== 'gap') parts.push('gap')
    } else {
      const choices = mark.replace(/\?$/, '').split('|').filter(Boolean)
      const stems = choices.filter((one) => one.endsWith('*')).flatMap((one) => wordsOf(one.slice(0, -1)))
      const exact = choices.filter((one) => !one.endsWith('*')).flatMap((one) => wordsOf(one))
      if (stems.length + exact.length > 0) parts.push({ exact: new Set(exact), stems })
    }
  }
  while (parts.at(-1) === 'gap') parts.pop()
  return { parts, atStart: marks[0] === '^', inQuestion: written.trim().endsWith('?') }
}

const negators = new Set(['not', 'never', 'no', 'without', 'niet', 'geen', 'nooit', 'zonder'])
const fits = (part: Exclude<Part, 'gap'>, word: string): boolean =>
  part.exact.has(word) || part.stems.some((stem) => word.startsWith(stem))

interface Search {
  words: readonly string[]
  parts: readonly Part[]
  /** A gap steps over "not" and "no" only where nothing is stated, or where it makes no difference. */
  overDenials: boolean
  /** Where the rest of the cue cannot begin, so that gaps upon gaps cost no more than one. */
  failed: Set<number>
}
function runsFrom(search: Search, at: number, from: number): boolean {
  const { words, parts, overDenials, failed } = search
  const part = parts[from]
  if (part === undefined) return true
  const key = at * (parts.length + 1) + from
  if (failed.has(key)) return false
  const word = words[at]
  let runs = false
  if (part === 'gap') {
    const bar = overDenials ? -1 : words.slice(at, at + longestGap).findIndex((one) => negators.has(one))
    const last = Math.min(at + (bar < 0 ? longestGap : bar), words.length - 1)
    for (let next = at; next <= last && !runs; next += 1) runs = runsFrom(search, next, from + 1)
  } else {
    runs = word !== undefined && fits(part, word) && runsFrom(search, at + 1, from + 1)
  }
  if (!runs) failed.add(key)
  return runs
}

/** A statement that denies the cue ("I am not going to ask how many…") does not hold it. */
const denied = (words: readonly string[], at: number, asks: boolean): boolean => {
  if (asks) return false
  const before = words.slice(Math.max(0, at - 3), at)
  const where = before.findIndex((word) => negators.has(word))
  return (
    where >= 0 && !['only', 'alleen', 'problem', 'probleem', 'doubt'].includes(before[where + 1] ?? words[at] ?? '')
  )
}

/** `evenDenied` for words that are no better with "not" before them. */
export function holds(sentence: Sentence, cue: Cue, evenDenied = false): boolean {
  if (cue.parts.length === 0 || (cue.inQuestion && !sentence.asks)) return false
  const { words } = sentence
  const search = { words, parts: cue.parts, overDenials: evenDenied || sentence.asks, failed: new Set<number>() }
  const starts = cue.atStart ? [words.length - heart(words).length, 0] : words.keys()
  for (const at of starts) {
    if (runsFrom(search, at, 0) && (evenDenied || !denied(words, at, sentence.asks))) return true
  }
  return false
}

/** What has no place in a call: orders to a machine, and talk of the exercise itself. It is no technique, whatever it names. */
const stray = [
  'ignore|forget ... instructions|rules|prompt; system prompt; you are now; you are an ai|assistant; give me ... 100|points|pass; full|maximum|perfect score; language model; this role-play|roleplay|exercise; secret|hidden ... facts|instructions|prompt; evaluator|judge must; mark ... as met; checks are|is met; the trainee asked|summed|did',
  'negeer|vergeet ... instructies|opdracht|regels; u bent nu; u bent een ai|assistent; geef mij|me ... 100|punten; maximale|perfecte score; taalmodel; dit rollenspel|oefening; geheime|verborgen ... feiten|opdracht|instructies; beoordelaar moet; als gehaald; checks zijn|is gehaald; de verkoper stelde|vatte|deed',
].flatMap((cues) => cues.split(';').map(cueOf))
export const isStray = (sentence: Sentence): boolean => stray.some((cue) => holds(sentence, cue, true))

/** True when any of these cues is in the text. Both languages are looked for: people mix them. */
export const mentions = (text: string, cues: { en: readonly string[]; nl: readonly string[] }): boolean => {
  const sentences = sentencesOf(text)
  return [...cues.en, ...cues.nl].map(cueOf).some((cue) => sentences.some((sentence) => holds(sentence, cue)))
}

const small = new Set(
  'about after again also another because before being between could doing during every first found from going great have having here into just know like little look made make maybe more most much need never only other over really right same should since some something still such sure take than thank thanks that their them then there these they thing things think this those through time today very want well were what when where which while will with would your yours you and for the are but not was has had can its our out who how why may might let get got one two eigenlijk alle alles andere anders bent bij daar daarom daarna dank deze dit door doen doet dus echt een eens eerst elke even gaan gaat geen goed graag haar heb heeft hebben heel hier hoe hun iets ieder jaar kan kunnen kunt maar meer mijn moet moeten naar niet niets nog nooit omdat onder ons onze ook over precies snel sinds straks tussen van vaak veel verder voor waar waarom wanneer want waren wat week weer weet welke wel werd wie willen wilt worden wordt zal zeggen zelf zien zijn zo zoals zou zouden zullen het dat die dan met als aan uit'.split(
    ' ',
  ),
)
const numerals = new Set(
  'two three four five six seven eight nine ten twelve twee drie vier vijf zes zeven acht negen tien twaalf'.split(' '),
)
/** Words that say what a text is about: not small, long enough, or a number. The first six letters stand for a family. */
export const topics = (words: readonly string[]): Set<string> =>
  new Set(
    words
      .filter((word) => /^\d/.test(word) || numerals.has(word) || (word.length >= 4 && !small.has(word)))
      .map((word) => (/^\d/.test(word) ? word : word.slice(0, 6))),
  )
