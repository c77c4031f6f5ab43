import type { Context } from 'hono'
import type * as z from 'zod'
import type { Access, Endpoint, Method } from '@greenroom/contract/endpoint.ts'
import type { Actor, PersonActor } from '../db/acting.ts'

/** What a handler is given: everything parsed, the actor known. */
export interface Call<Params, Query, Body, Who extends Actor> {
  actor: Who
  params: Params
  query: Query
  body: Body
  correlationId: string
  /** The caller's address, for limits and the session list. */
  ip: string
  userAgent: string
  /** The raw request, for the few routes that set headers. */
  http: Context
}

type ActorOf<A extends Access> = A extends 'public' ? Actor : PersonActor

/** A route as data: an endpoint of the contract and the verb that answers it. */
export interface Route {
  endpoint: Endpoint
  answer(call: Call<unknown, unknown, unknown, Actor>): Promise<unknown>
}

/** Ties a verb to an endpoint; the types of the contract decide what goes in and out. */
export const route = <
  M extends Method,
  P extends string,
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Reply extends z.ZodType,
  A extends Access,
>(
  endpoint: Endpoint<M, P, Params, Query, Body, Reply> & { access: A },
  answer: (call: Call<z.output<Params>, z.output<Query>, z.output<Body>, ActorOf<A>>) => Promise<z.input<Reply>>,
): Route => ({ endpoint: endpoint as unknown as Endpoint, answer: answer as unknown as Route['answer'] })

/**
 * A route that answers with something other than JSON: media, downloads, event streams, vendors' callbacks.
 * `cookie` routes accept the media cookie as well as a bearer token; only GET and HEAD may.
 */
export interface RawRoute {
  method: Method | 'HEAD' | 'ALL'
  path: string
  access: Access
  cookie?: boolean
  answer(http: Context, actor: Actor): Promise<Response>
}

/** The person behind a call whose endpoint is not public. */
export const personOf = (actor: Actor): PersonActor => {
  if (actor.kind !== 'person') throw new Error('This route must not be public')
  return actor
}
