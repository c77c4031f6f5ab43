import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { language } from './accounts.ts'

/** What a browser must know before anybody signs in. Holds no secret. */
export const house = z.strictObject({
  name: z.string(),
  version: z.string(),
  /** Where Supabase Auth's protocol answers, and the key that browsers may hold. */
  authUrl: z.string(),
  publishableKey: z.string(),
  signIn: z.strictObject({ google: z.boolean(), microsoft: z.boolean() }),
  signUp: z.boolean(),
  approval: z.boolean(),
  /** True when caught mail can be read at /dev/inbox. */
  devInbox: z.boolean(),
  languages: z.array(language),
  upload: z.strictObject({ endpoint: z.string(), chunkBytes: z.number().int(), maxBytes: z.number().int() }),
})
export type House = z.infer<typeof house>
export const getHouse = endpoint({
  method: 'GET',
  path: '/api/house',
  summary: 'What this house offers to somebody who has not signed in',
  access: 'public',
  reply: house,
})
