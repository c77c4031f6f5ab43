import type { Structure } from '@greenroom/contract/techniques.ts'
import { namesPrice } from './techniques.price.rules.ts'
import { beginsAsking, cueOf, heart, holds, topics, wordsOf, type Sentence } from './techniques.words.rules.ts'

/** One turn as detection needs it. Times in milliseconds of the recording, null when typed. */
export interface HeardTurn {
  speaker: 'trainee' | 'customer'
  text: string
  startMs: number | null
  endMs: number | null
  aside: boolean
}
/** Where in the call a turn stands. `turns` holds all of them; only the one after it may be looked at beyond. */
export interface Moment {
  turns: readonly HeardTurn[]
  at: number
  sentences: readonly Sentence[]
}
interface Seen {
  sentence: Sentence
  confidence: number
}

const list = (text: string) => text.split(';').map((one) => cueOf(one.trim()))
const objections = list(
  'too expensive|much|high|soon|early; not interested; no time|budget|money|need; already have|work|got; happy|satisfied with; send|mail|email me|it; think about|it over; not now|yet|ready; cannot|can not afford; expensive; cheaper; build|built it|that ourselves; do it ourselves; do not need|see|want|believe; worr*; concern*; risk*; discount; % off|less|lower; percent off|less; no deal; remind me; call me sometime; security; busy; stay with|where; te duur|veel|hoog|vroeg|laat; geen interesse|tijd|budget|geld|behoefte|zin; al een|leverancier; tevreden; blij met; stuur|mail maar|me|mij|het; nadenken; denk|denken er over|nog; nog niet; niet nu|nodig|zitten; duur; goedkoper; zelf bouwen|maken|doen|gebouwd; bouwen|maken het|dat zelf; maak* ... zorgen; zorg; risico*; korting; procent|% eraf|minder|lager; geen deal; waar ging ... over; bel me|maar; veiligheid; beveiliging; druk; blijven bij|waar',
)
const impact = list(
  'what does|do|would ... cost|mean ... ?; how much|many ... ?; what is that|it ... per|a ... ?; wat kost*|kosten ... ?; hoeveel ... ?; what happens if|when ... ?; wat gebeurt er ... ?; what would it|that ... worth|save|bring ... ?; wat zou ... opleveren|waard ... ?; you put|said|mentioned|calculated|told ... cost*|year|month|hours|week|000; u gaf|noemde|zei|kwam|rekende ... kost*|jaar|maand|uur|week|op|aan; that|which costs you; dat|die kost u; against|opposed that|the|those; daartegenover; tegenover ... kosten|jaar|bedrag|uren',
)
const asks = list(
  'can|shall|could we|i ... ?; are you ready|agreed|free|available ... ?; are we agreed ... ?; do we have|agree ... ?; will|would you sign|agree|commit|rather|be|go|like ... ?; does ... suit|work ... ?; how does that sound ?; does that sound ... ?; do you want to go|start|proceed|sign ?; gaan|zullen|kunnen|hebben we ... ?; zou|zouden u ... door|willen|tekenen|akkoord ... ?; bent|ben|zijn u ... akkoord|klaar|bereid|vrij ... ?; zijn we het eens ... ?; wil*|wilt u ... tekenen|starten|doorgaan|liever ... ?; past|schikt|komt ... ?; mag ik ... ?; hoe klinkt dat ?',
)
const earlierOn = list(
  'weeks|months|days ago; last time|week|month|year; back then; weken|maanden|dagen geleden|terug; vorige keer|week|maand; vorig jaar; destijds',
)
const dates = list(
  'monday*|tuesday*|wednesday*|thursday*|friday*|tomorrow|tonight; next week|month|monday|tuesday|wednesday|thursday|friday; this week|afternoon|morning|friday|thursday; january|february|march|april|june|july|august|september|october|november|december; in ... days|weeks|months; end of the|this|next; by|on|before the|noon; maandag*|dinsdag*|woensdag*|donderdag*|vrijdag*|morgen*|overmorgen|vanmiddag|vandaag|vanavond; volgende week|maand|maandag|dinsdag|woensdag|donderdag|vrijdag; deze week|middag|vrijdag|donderdag; januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december; over ... dagen|weken|maanden; eind|einde van|deze|volgende; today; om ... uur; at nine|ten|eleven|noon|two|three|four; in the spring|summer|autumn; in het voorjaar|najaar',
)
const measured = list(
  'hours|minutes|days|euro*|money|percent|percentage|times|pounds|figure|number|many|much|cost*; uur|uren|minuten|dagen|geld|procent|percentage|keer|bedrag|getal|kost*|hoeveel|hoelang|lang',
)
const conditions = list(
  'if you; provided|when you; in return|exchange; als|wanneer|mits u; in ruil; u ... dan; tegenover',
)

const any = (sentences: readonly Sentence[], cues: ReturnType<typeof list>): Sentence | undefined =>
  sentences.find((sentence) => cues.some((cue) => holds(sentence, cue)))
export const heardBefore = ({ turns, at }: Moment): HeardTurn | undefined =>
  turns.slice(0, at).findLast(({ aside }) => !aside)
const customerBefore = (moment: Moment): HeardTurn | undefined => {
  const before = heardBefore(moment)
  return before?.speaker === 'customer' ? before : undefined
}
const objects = ({ text }: HeardTurn): boolean =>
  any([{ text, words: wordsOf(text), asks: true }], objections) !== undefined
/** True when one of the last turns of the customer, at most `back` of them, objects. */
const afterObjection = ({ turns, at }: Moment, back: number): boolean =>
  turns
    .slice(0, at)
    .filter(({ speaker }) => speaker === 'customer')
    .slice(-back)
    .some(objects)
const shared = (one: Iterable<string>, other: Set<string>): number => [...one].filter((word) => other.has(word)).length
/** "And if it is late, who pays?": the question may begin after a comma. */
const open = ({ asks: isQuestion, words, text }: Sentence): boolean =>
  isQuestion && (beginsAsking(words) || beginsAsking(wordsOf(text.split(',').at(-1) ?? '')))

/**
 * The tests that need more than words. `cued` is the sentence that held a cue, when the technique has cues. Null when the
 * test is not passed; a technique with a test counts only with it.
 */
export const structural: Record<Structure, (moment: Moment, cued: Sentence | undefined) => Seen | null> = {
  open_question: ({ sentences }, cued) => {
    const sentence = sentences.find(open) ?? cued
    return sentence === undefined ? null : { sentence, confidence: 0.9 }
  },
  closed_question: ({ sentences }) => {
    const sentence = sentences.find(({ asks: isQuestion, words }) => isQuestion && !beginsAsking(words))
    return sentence === undefined ? null : { sentence, confidence: 0.85 }
  },
  follow_up: (moment, cued) => {
    if (cued !== undefined && customerBefore(moment) !== undefined) return { sentence: cued, confidence: 0.9 }
    const said = topics(wordsOf(customerBefore(moment)?.text ?? ''))
    const sentence = moment.sentences.find((one) => open(one) && shared(topics(one.words), said) > 0)
    return sentence === undefined ? null : { sentence, confidence: 0.7 }
  },
  repetition: (moment) => {
    const [only, more] = moment.sentences
    const before = wordsOf(customerBefore(moment)?.text ?? '').slice(-8)
    if (only === undefined || more !== undefined || only.words.length > 7 || before.length === 0) return null
    const words = heart(only.words)
    const said = words.filter((word) => before.includes(word))
    const own = shared(topics(words), topics(before))
    return own > 0 && said.length >= Math.ceil(words.length * 0.75) && !beginsAsking(words)
      ? { sentence: only, confidence: 0.85 }
      : null
  },
  known_facts: ({ turns, at, sentences }, cued) => {
    if (cued === undefined) return null
    const here = topics(sentences.flatMap(({ words }) => words))
    const told = turns.slice(0, at).filter((turn) => turn.speaker === 'customer')
    // What was said in an earlier contact cannot be looked up here: that it was earlier has to do.
    if (any(sentences, earlierOn) !== undefined) return { sentence: cued, confidence: 0.75 }
    const from = told.map(({ text }) => shared(topics(wordsOf(text)), here)).filter((count) => count > 0)
    if (from.length === 0) return null
    // Two turns of the customer, or three things of one.
    return { sentence: cued, confidence: from.length >= 2 || (from[0] ?? 0) >= 3 ? 0.9 : 0.5 }
  },
  measured_question: (_, cued) =>
    cued !== undefined && any([cued], measured) !== undefined ? { sentence: cued, confidence: 0.9 } : null,
  said_before: ({ turns, at, sentences }, cued) => {
    if (cued === undefined) return null
    const here = topics(sentences.flatMap(({ words }) => words))
    const told = topics(turns.slice(0, at).flatMap((turn) => (turn.speaker === 'customer' ? wordsOf(turn.text) : [])))
    return { sentence: cued, confidence: shared(here, told) > 0 ? 0.9 : 0.5 }
  },
  price_after_impact: ({ turns, at, sentences }) => {
    const before = turns.slice(0, at)
    const sentence = sentences.find(({ text }) => namesPrice(text, before))
    if (sentence === undefined || sentence.asks) return null
    const earlier = before.filter((turn) => turn.speaker === 'trainee')
    const named = [...earlier.map(({ text }) => text), sentences.map(({ text }) => text).join(' ')]
    const grounds = named.some((text) => any(marked(text), impact) !== undefined)
    return grounds ? { sentence, confidence: 0.8 } : null
  },
  pause_before_reply: (moment) => {
    const [sentence] = moment.sentences
    const start = moment.turns[moment.at]?.startMs ?? null
    const end = customerBefore(moment)?.endMs ?? null
    if (sentence === undefined || start === null || end === null || !afterObjection(moment, 1)) return null
    return start - end >= 1000 ? { sentence, confidence: 0.9 } : null
  },
  after_objection: (moment, cued) => {
    // What the customer says about an objection is still about it.
    if (!afterObjection(moment, 2)) return null
    const sentence = cued ?? moment.sentences.find(open)
    return sentence === undefined ? null : { sentence, confidence: cued === undefined ? 0.7 : 0.9 }
  },
  conditional_offer: ({ sentences }, cued) =>
    cued !== undefined && (any([cued], conditions) !== undefined || any(sentences, conditions) !== undefined)
      ? { sentence: cued, confidence: 0.85 }
      : null,
  dated_action: ({ sentences }, cued) => {
    if (cued === undefined) return null
    return any([cued], dates) !== undefined || any(sentences, dates) !== undefined || /\d\d?[:.h]\d\d/.test(cued.text)
      ? { sentence: cued, confidence: 0.85 }
      : null
  },
  silence_after_ask: ({ turns, at, sentences }) => {
    const sentence = sentences.at(-1)
    if (sentence === undefined || !sentence.asks || any([sentence], asks) === undefined) return null
    const end = turns[at]?.endMs ?? null
    const next = turns[at + 1]?.startMs ?? null
    // When typed, nobody can hear a silence: that nothing comes after the ask has to do.
    if (end === null || next === null) return { sentence, confidence: 0.7 }
    return turns[at + 1]?.speaker === 'customer' && next - end >= 2000 ? { sentence, confidence: 0.9 } : null
  },
}

const marked = (text: string): Sentence[] => [{ text, words: wordsOf(text), asks: /\?/.test(text) }]
