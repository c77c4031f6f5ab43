import type { Endpoint } from '@greenroom/contract/endpoint.ts'
import type { HouseEndpoint } from '@greenroom/contract/endpoints.ts'
import type * as z from 'zod'

// Types only: which inputs every endpoint takes and what it answers, read from the contract.

type ByKey = { [E in HouseEndpoint as `${E['method']} ${E['path']}`]: E }

/** `GET /api/projects/:projectId`, … : every endpoint of the house. */
export type EndpointKey = keyof ByKey

type Parts<K extends EndpointKey> =
  ByKey[K] extends Endpoint<infer _M, infer _P, infer Params, infer Query, infer Body, infer Reply>
    ? { params: Params; query: Query; body: Body; reply: Reply }
    : never

/** What a coerced number or text is before it is parsed: anything that can stand in an address. */
type Written<T> = { [K in keyof T]: unknown extends T[K] ? string | number : T[K] }
type Given<Name extends string, Shape, T> = [Shape] extends [z.ZodUndefined]
  ? unknown
  : Record<never, never> extends T
    ? { [N in Name]?: T }
    : { [N in Name]: T }
type Input<Shape> = Shape extends z.ZodType ? z.input<Shape> : never

/** What an endpoint is called with; parts that it does not have cannot be given. */
export type CallInput<K extends EndpointKey> = Given<'params', Parts<K>['params'], Written<Input<Parts<K>['params']>>> &
  Given<'query', Parts<K>['query'], Written<Input<Parts<K>['query']>>> &
  Given<'body', Parts<K>['body'], Input<Parts<K>['body']>>

/** What an endpoint answers. */
export type Reply<K extends EndpointKey> = Parts<K>['reply'] extends z.ZodType ? z.output<Parts<K>['reply']> : never
