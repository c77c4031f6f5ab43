import type * as z from 'zod'

/**
 * Who may call an endpoint. The server enforces it inside the same database
 * round trip that sets the caller's role, so it cannot be forgotten in a route.
 *
 * - `public`: nobody needs to be signed in
 * - `signed-in`: a live session; the account may still wait for approval
 * - `approved`: a live session of an approved account
 * - `admin`: an approved account with role `admin`
 */
export type Access = 'public' | 'signed-in' | 'approved' | 'admin'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** The description of one HTTP endpoint; server, studio, CLI and OpenAPI all read the same one. */
export interface Endpoint<
  M extends Method = Method,
  P extends string = string,
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Reply extends z.ZodType = z.ZodType,
> {
  readonly method: M
  /** Hono path syntax, e.g. `/api/projects/:projectId`. */
  readonly path: P
  readonly summary: string
  readonly access: Access
  readonly params?: Params
  readonly query?: Query
  readonly body?: Body
  /** Bytes instead of a JSON body: these types of content, and no more than so many. */
  readonly file?: { readonly types: readonly string[]; readonly maxBytes: number }
  /** A JSON body that is longer is refused unread; without it, what every endpoint takes. */
  readonly maxBytes?: number
  readonly reply: Reply
  /** HTTP status of the good answer; 200 unless said. */
  readonly status?: 200 | 201 | 202 | 204
}

export const endpoint = <
  M extends Method,
  P extends string,
  Reply extends z.ZodType,
  A extends Access,
  Params extends z.ZodType = z.ZodUndefined,
  Query extends z.ZodType = z.ZodUndefined,
  Body extends z.ZodType = z.ZodUndefined,
>(
  described: Endpoint<M, P, Params, Query, Body, Reply> & { readonly access: A },
): Endpoint<M, P, Params, Query, Body, Reply> & { readonly access: A } => described
