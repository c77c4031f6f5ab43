import type { JudgeTask } from '#providers/judge.ts'
import type { Answered, CallContext } from '#providers/paid-call.ts'
import type { PhrasingRequest } from '#providers/phraser.ts'
import type { Clip } from '#providers/transcriber.ts'
import { tone, wav } from './openai-contract/sounds.ts'

export const callContext = (change: Partial<CallContext> = {}): CallContext => ({
  requestId: '0190aaaa-0000-7000-8000-000000000001',
  userRef: 'person-1',
  signal: new AbortController().signal,
  ...change,
})

/** What was answered, or an error that says what came instead. */
export const doneOf = <Value>(answer: Answered<Value>): Extract<Answered<Value>, { kind: 'done' }> => {
  if (answer.kind !== 'done') throw new Error(`It was not done: ${JSON.stringify(answer)}`)
  return answer
}

/** A recording of a tone: nobody speaks in it. */
export const makeClip = (change: Partial<Clip> & { file?: Buffer } = {}): Clip => {
  const { file = wav(tone(2, 16_000), 16_000), ...more } = change
  return {
    audio: () => Promise.resolve(file),
    bytes: file.length,
    mime: 'audio/wav',
    seconds: 2,
    language: 'en',
    terms: ['Northwind', 'lead time'],
    ...more,
  }
}

export const makeJudgeTask = (change: Partial<JudgeTask> = {}): JudgeTask => ({
  instructions: 'You check one question at a time about a recorded sales call.',
  transcript: [
    '[1] TRAINEE: Good morning, what made you look into this now?',
    '[2] CUSTOMER: We lose two days a week on planning.',
    '[3] TRAINEE: Two days a week, and what does that cost you?',
  ].join('\n'),
  questions: [
    { checkId: 'open_question', question: 'Did the trainee ask an open question?' },
    { checkId: 'next_step', question: 'Did the trainee agree on a next step?' },
  ],
  ...change,
})

export const makePhrasing = (change: Partial<PhrasingRequest> = {}): PhrasingRequest => ({
  language: 'en',
  customer: { name: 'Robin', role: 'Head of planning', style: 'Dry and precise.' },
  trust: 40,
  patience: 60,
  line: 'We lose two days a week on planning.',
  tells: ['Planning costs two days a week.'],
  told: [],
  agrees: false,
  heard: [{ speaker: 'trainee', text: 'What made you look into this now?' }],
  ...change,
})
