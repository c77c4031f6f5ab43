import type { Answered, CallContext } from './paid-call.ts'

/**
 * The promise of a model that judges a call, one yes-or-no question for each check. It gives no totals and no verdict: code
 * looks its quotes up and counts. Two ways keep the same promise; a judge says in `steps` what it takes, and each step is one
 * request and one row of the ledger:
 *
 *   let sofar: JudgeAnswer[] = []
 *   for (const step of judge.steps) sofar = value of await judge.ask(step, task, sofar, context)
 *
 * When a later step fails, what the earlier ones said stands without quotes, and the score shows such checks as unverified.
 */
export interface Judge {
  readonly id: 'openai'
  /** For the ledger. Both models with a `+` between them when steps are done by two. */
  readonly model: string
  /** Shown beside every verdict, e.g. "OpenAI gpt-5.4-mini". */
  readonly disclosure: string
  /** `whole`: verdicts and quotes at once. `decide`: only how likely each yes is; `quote`: the words that show it. */
  readonly steps: readonly JudgeStep[]
  readonly limits: { questions: number; transcriptCharacters: number; callsPerMinute: number }
  /**
   * Of everything that steers the judge apart from the call itself: our own words, the schema, the models. Kept with the
   * score: verdicts under another hash are not compared with these.
   */
  promptHash(task: Pick<JudgeTask, 'instructions'>): string
  /** The most this step is expected to cost, in micro-dollars. Pure. */
  estimateMicroUsd(step: JudgeStep, task: JudgeTask): number
  /**
   * Answers in the order of the questions; a question that the model refused is left out. `sofar` is what the step before
   * said. A step with nothing to ask costs nothing and gives `sofar` back.
   */
  ask(
    step: JudgeStep,
    task: JudgeTask,
    sofar: readonly JudgeAnswer[],
    context: CallContext,
  ): Promise<Answered<JudgeAnswer[]>>
}

export type JudgeStep = 'whole' | 'decide' | 'quote'

/** As `judgeTask` of roleplays.judge.rules.ts makes it: the call is data with numbered turns. */
export interface JudgeTask {
  instructions: string
  transcript: string
  questions: { checkId: string; question: string }[]
}

export interface JudgeAnswer {
  checkId: string
  /** That the answer is yes, 0 to 1. */
  probability: number
  /** `turn` counts from 1, as in the transcript. Nobody but code has looked whether it is there. */
  evidence: { turn: number; quote: string }[]
  reason: string
}
