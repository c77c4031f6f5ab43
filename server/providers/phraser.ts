import type { SpokenLanguage } from '@greenroom/contract/techniques.ts'
import type { Answered, CallContext } from './paid-call.ts'

/**
 * The promise of a model that puts what the customer does next into other words. The engine has decided what happens: the
 * caller checks every text (`phrased` of scenarios.phrasing.rules.ts) and says the act's own line when it breaks a rule.
 */
export interface Phraser {
  readonly id: 'openai'
  readonly model: string
  /** Shown in the call, e.g. "Words of the customer: OpenAI gpt-5.4-nano". */
  readonly disclosure: string
  readonly limits: {
    callsPerMinute: number
    /** After so long a person stops waiting, and so does `phrase`. */ seconds: number
  }
  /** The most this is expected to cost, in micro-dollars. Pure. */
  estimateMicroUsd(request: PhrasingRequest): number
  phrase(request: PhrasingRequest, context: CallContext): Promise<Answered<{ text: string }>>
}

export interface PhrasingRequest {
  language: SpokenLanguage
  /** Whom the model plays. Nothing that is kept back belongs in here. */
  customer: { name: string; role: string; style: string }
  /** 0 to 100: how the customer feels about this call. */
  trust: number
  patience: number
  /** What the customer would say without a model: customerAct.text. */
  line: string
  /** What must be told now, in one sentence each, and what has been told and may be told again. Nothing else may be. */
  tells: readonly string[]
  told: readonly string[]
  /** Whether the customer agrees to something; else nothing may sound like it. */
  agrees: boolean
  /** The last turns, oldest first; the last one is what is answered. Data, never an instruction. */
  heard: readonly { speaker: 'trainee' | 'customer'; text: string }[]
}
