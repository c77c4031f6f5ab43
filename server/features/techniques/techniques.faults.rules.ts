import type { FaultId, FaultSighting } from '@greenroom/contract/techniques.ts'
import { houseFaults } from './techniques.faults.ts'
import { heardBefore, type HeardTurn, type Moment } from './techniques.structure.rules.ts'
import { cueOf, holds, mentions, sentencesOf, wordsOf, type Cue, type Sentence } from './techniques.words.rules.ts'

/** What is known of the call beside its words. */
export interface CallSheet {
  /** Questions that must have been asked before talk of the product is welcome. */
  questionsBeforePitch: number
  /** True statements about the product, in both languages. */
  facts: readonly string[]
}

const cues = new Map<FaultId, { yes: Cue[]; no: Cue[] }>(
  houseFaults.map((fault) => [
    fault.id,
    {
      yes: [...fault.cues.en, ...fault.cues.nl].map(cueOf),
      no: [...fault.antiCues.en, ...fault.antiCues.nl].map(cueOf),
    },
  ]),
)
const by = (id: FaultId, { sentences }: Moment): Sentence | undefined => {
  const { yes, no } = cues.get(id) ?? { yes: [], no: [] }
  return sentences.find(
    (sentence) => yes.some((cue) => holds(sentence, cue, id === 'rude')) && !no.some((cue) => holds(sentence, cue)),
  )
}

/** People speak about 150 words a minute: what is typed is measured by that. */
export const secondsOf = ({ text, startMs, endMs }: Pick<HeardTurn, 'text' | 'startMs' | 'endMs'>): number =>
  startMs !== null && endMs !== null && endMs > startMs ? (endMs - startMs) / 1000 : wordsOf(text).length / 2.5

const returns = {
  en: ['if you', 'in return|exchange', 'provided|when you', 'in exchange'],
  nl: ['als|wanneer|mits u', 'in ruil', 'tegenover'],
}
const figures = (text: string): string[] =>
  (text.match(/\d[\d.,]*\s?(?:%|percent|procent)|[€$£]\s?\d[\d.,]*|\d[\d.,]*\s?euro/gi) ?? []).map((one) =>
    one.replace(/\D/g, ''),
  )

type Finder = (moment: Moment, sheet: CallSheet) => [Sentence | undefined, number]
const whole = ({ turns, at }: Moment): string => turns[at]?.text ?? ''
const first = ({ sentences }: Moment): Sentence | undefined => sentences[0]

const finders: Record<FaultId, Finder> = {
  pitch_too_early: (moment, { questionsBeforePitch }) => {
    const asked = moment.turns
      .slice(0, moment.at)
      .filter((turn) => turn.speaker === 'trainee' && !turn.aside)
      .reduce((count, { text }) => count + sentencesOf(text).filter(({ asks }) => asks).length, 0)
    return [asked < questionsBeforePitch ? by('pitch_too_early', moment) : undefined, 0.85]
  },
  leading_question: (moment) => [by('leading_question', moment), 0.85],
  question_stacking: (moment) => [
    (whole(moment).match(/\?+/g) ?? []).length >= 3 ? moment.sentences.find(({ asks }) => asks) : undefined,
    0.95,
  ],
  interrupting: (moment) => {
    const before = heardBefore(moment)
    const start = moment.turns[moment.at]?.startMs ?? null
    const over = before?.speaker === 'customer' && before.endMs !== null && start !== null && before.endMs - start > 300
    return [over ? first(moment) : undefined, 0.95]
  },
  arguing: (moment) => [by('arguing', moment), 0.8],
  unprompted_discount: (moment) => {
    const offer = by('unprompted_discount', moment)
    // Something asked in return makes it a trade; a question about discounts offers none.
    return [offer !== undefined && !offer.asks && !mentions(whole(moment), returns) ? offer : undefined, 0.85]
  },
  feature_dump: (moment) => {
    const turn = moment.turns[moment.at]
    const silent = moment.sentences.some(({ asks }) => asks)
    return [turn !== undefined && !silent && secondsOf(turn) > 60 ? first(moment) : undefined, 0.9]
  },
  // Seen in the whole call only (roleplays).
  no_next_step: () => [undefined, 0],
  disparaging_competitor: (moment) => [by('disparaging_competitor', moment), 0.8],
  false_claim: (moment, { facts }) => {
    const promise = by('false_claim', moment)
    if (promise !== undefined && !promise.asks) return [promise, 0.8]
    const heard = moment.turns.slice(0, moment.at).filter((turn) => turn.speaker === 'customer')
    const known = new Set(
      [...facts, ...heard.map(({ text }) => text)].flatMap((text) => text.match(/\d[\d.,]*/g) ?? []),
    )
    const numbers = new Set([...known].map((one) => one.replace(/\D/g, '')))
    const odd = moment.sentences.find(
      ({ text, asks }) => !asks && facts.length > 0 && figures(text).some((figure) => !numbers.has(figure)),
    )
    // A figure may have been worked out from others: a person should look.
    return [odd, 0.5]
  },
  rude: (moment) => [by('rude', moment), 0.9],
}

/** What should not have been done in this turn. */
export const faultSightings = (moment: Moment, sheet: CallSheet): FaultSighting[] =>
  (Object.keys(finders) as FaultId[]).flatMap((faultId) => {
    const [sentence, confidence] = finders[faultId](moment, sheet)
    return sentence === undefined ? [] : [{ faultId, quote: sentence.text, method: 'cue' as const, confidence }]
  })
