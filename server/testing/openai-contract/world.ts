import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import type { FaultPlans } from './fault-plans.ts'
import type { PaidLog } from './paid-log.ts'
import type { RequestQuota } from './request-quota.ts'

/** All that one contract server holds. */
export interface World {
  settings: OpenAiSettings
  log: PaidLog
  faults: FaultPlans
  quota: RequestQuota
}

export interface OpenAiSettings {
  requestsPerMinute: number
  /** Refuses pictures that would be stored: OpenAI itself would take them and keep them. */
  picturesMustNotBeStored: boolean
  models: OfferedModel[]
  /** Seconds of sound that a live session makes in a second; 0: all of it at once. */
  liveSpeed: number
  /** While this is so, a live session keeps back what follows its first piece of sound. */
  liveHeld: boolean
}

export interface OfferedModel {
  id: string
  shutdownDate: string | null
  kind: 'text' | 'transcription' | 'speech' | 'decision' | 'embedding' | 'realtime'
  /** US dollars for a million tokens; of models that hear or read out, for a minute of sound. */
  input: number
  output: number
}

export type ContractEnv = { Bindings: HttpBindings; Variables: { key: string; requestId: string } }
export type Exchange = Context<ContractEnv>

/** A request turned away, in OpenAI's own shape: `{"error": {message, type, param, code}}`. */
export interface Refusal {
  status: 400 | 401 | 403 | 404 | 413 | 429 | 500 | 503
  message: string
  type: string
  code: string | null
  param: string | null
  headers?: Record<string, string>
}

export const refusal = (
  status: Refusal['status'],
  code: string | null,
  message: string,
  param: string | null = null,
): Refusal => ({
  status,
  code,
  message,
  param,
  type: status === 429 ? 'requests' : status >= 500 ? 'server_error' : 'invalid_request_error',
})
export const isRefusal = (value: object): value is Refusal => 'status' in value && 'message' in value

/** The model, when it is offered for this kind of request. */
export const offered = ({ settings }: World, model: string, kind: OfferedModel['kind']): OfferedModel | Refusal =>
  settings.models.find((one) => one.id === model && one.kind === kind) ??
  refusal(404, 'model_not_found', `The model '${model}' does not exist or you do not have access to it.`, 'model')
