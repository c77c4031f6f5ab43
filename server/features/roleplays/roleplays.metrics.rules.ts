import type { CallMetrics, CallTurn, FoundInTurn } from '@greenroom/contract/roleplays.ts'
import { secondsOf } from '../techniques/techniques.faults.rules.ts'
import { namesPrice } from '../techniques/techniques.price.rules.ts'
import { beginsAsking, sentencesOf } from '../techniques/techniques.words.rules.ts'

/** What is typed has no pauses between turns; a spoken call has about so many seconds each time. */
const secondsBetween = 1.5
/** Under so many seconds a rate says nothing. */
const fewestSeconds = 60
const overlapMs = 300

// Clause-initial or as a tag only: elsewhere these words mean something.
const fillers: [string, RegExp][] = [
  ...['um', 'uh', 'er', 'eh', 'uhm', 'ehm', 'basically', 'actually', 'eigenlijk', 'gewoon'].map(
    (word): [string, RegExp] => [word, new RegExp(`(?<![\\p{L}])${word}(?![\\p{L}])`, 'giu')],
  ),
  ...[
    'you know',
    'sort of',
    'kind of',
    'i mean',
    'nou ja',
    'zeg maar',
    'weet je',
    'een beetje',
    'soort van',
    'op zich',
  ].map((words): [string, RegExp] => [
    words,
    new RegExp(`(?<![\\p{L}])${words.replace(' ', '\\s+')}(?![\\p{L}])`, 'giu'),
  ]),
  ['like', /(?:^|[,.;?!]\s*)like,|\blike,?\s+like\b/giu],
  ['dus', /(?:^|[,.;?!]\s*)dus,|\bdus,?\s+dus\b/giu],
  ['right?', /,\s*right\?/giu],
  ['toch?', /,?\s+toch\?/giu],
]

const wordCount = (text: string): number => (text.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu) ?? []).length
const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0)
const rounded = (number: number): number => Math.round(number * 10) / 10
const median = (numbers: readonly number[]): number | null => {
  const sorted = numbers.toSorted((one, other) => one - other)
  const middle = Math.floor(sorted.length / 2)
  const high = sorted[middle]
  const low = sorted[middle - 1]
  if (high === undefined) return null
  return sorted.length % 2 === 1 || low === undefined ? high : (low + high) / 2
}

/** Counts of one call. Notes before the call are no talk. Rates are null for calls too short to have any. */
export function measure(all: readonly CallTurn[], found: readonly FoundInTurn[]): CallMetrics {
  const turns = all.filter(({ aside }) => !aside)
  const of = (who: CallTurn['speaker']) => turns.filter(({ speaker }) => speaker === who)
  const trainee = of('trainee')
  const words = {
    trainee: sum(trainee.map(({ text }) => wordCount(text))),
    customer: sum(of('customer').map(({ text }) => wordCount(text))),
  }
  const timed = trainee.length > 0 && trainee.every(hasTimes)
  // Of the customer a line may be without: talked over before its voice was there, or the very last one, after which nothing
  // is said any more. It counts by its words. Of a muted customer none has times, and words are compared.
  const heard = timed && of('customer').filter(hasTimes).length * 2 >= of('customer').length
  const spoken = { trainee: sum(trainee.map(secondsOf)), customer: sum(of('customer').map(secondsOf)) }
  const starts = turns.flatMap(({ startMs }) => startMs ?? [])
  const ends = turns.flatMap(({ endMs }) => endMs ?? [])
  const seconds = timed
    ? Math.max(0, (Math.max(...ends) - Math.min(...starts)) / 1000)
    : spoken.trainee + spoken.customer + secondsBetween * turns.length
  const enough = seconds >= fewestSeconds
  const share = heard ? spoken : words
  const sentences = trainee.flatMap(({ text }) => sentencesOf(text))
  const questions = sentences.filter(({ asks }) => asks)
  const fillerWords = fillers
    .map(([word, pattern]) => ({ word, count: sum(trainee.map(({ text }) => text.match(pattern)?.length ?? 0)) }))
    .filter(({ count }) => count > 0)
  const fillerCount = sum(fillerWords.map(({ count }) => count))
  const pauses = turns.flatMap((turn, at) => {
    const before = turns[at - 1]
    const answers = turn.speaker === 'trainee' && before?.speaker === 'customer'
    return answers && turn.startMs !== null && before.endMs !== null ? [turn.startMs - before.endMs] : []
  })
  const nextStep = turns.findIndex(({ id }) =>
    found.some(
      (one) => one.turnId === id && one.techniques.some(({ techniqueId }) => techniqueId === 'assumptive_next'),
    ),
  )
  return {
    traineeTurns: trainee.filter(({ text }) => wordCount(text) > 0).length,
    customerTurns: of('customer').length,
    traineeWords: words.trainee,
    customerWords: words.customer,
    talkShare: enough ? rounded((100 * share.trainee) / Math.max(1, share.trainee + share.customer)) : null,
    talkShareOf: heard ? 'time' : 'words',
    seconds: rounded(seconds),
    timed,
    wordsPerMinute: enough && timed ? Math.round((60 * words.trainee) / Math.max(1, spoken.trainee)) : null,
    longestMonologueSeconds: rounded(longestMonologue(turns)),
    questions: questions.length,
    openQuestions: questions.filter((sentence) => beginsAsking(sentence.words)).length,
    questionsPerTenMinutes: enough ? rounded((600 * questions.length) / seconds) : null,
    fillers: fillerCount,
    fillersPerHundredWords: enough ? rounded((100 * fillerCount) / Math.max(1, words.trainee)) : null,
    fillerWords,
    interruptions: pauses.filter((pause) => pause < -overlapMs).length,
    replyPauseMs: median(pauses.filter((pause) => pause >= 0)),
    silenceAfterPriceMs: silenceAfterPrice(turns),
    firstNextStepSeconds: nextStep < 0 ? null : secondsUntil(turns, nextStep, timed),
  }
}

const hasTimes = ({ startMs, endMs }: CallTurn): boolean => startMs !== null && endMs !== null

/** Turns of the trainee with nothing of the customer in between are one monologue. */
const longestMonologue = (turns: readonly CallTurn[]): number => {
  let longest = 0
  let running = 0
  for (const turn of turns) {
    running = turn.speaker === 'trainee' ? running + secondsOf(turn) : 0
    longest = Math.max(longest, running)
  }
  return longest
}

function silenceAfterPrice(turns: readonly CallTurn[]): number | null {
  // Who asks what something costs names no price.
  const named = (text: string, before: readonly CallTurn[]): boolean =>
    sentencesOf(text).some((one) => !one.asks && namesPrice(one.text, before))
  const at = turns.findIndex(({ speaker, text }, place) => speaker === 'trainee' && named(text, turns.slice(0, place)))
  const end = turns[at]?.endMs ?? null
  const next = turns[at + 1]?.startMs ?? null
  return at < 0 || end === null || next === null ? null : Math.max(0, next - end)
}

const secondsUntil = (turns: readonly CallTurn[], at: number, timed: boolean): number => {
  const start = turns[at]?.startMs ?? null
  return rounded(
    timed && start !== null ? (start - (turns[0]?.startMs ?? 0)) / 1000 : sum(turns.slice(0, at).map(secondsOf)),
  )
}
