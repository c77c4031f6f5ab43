import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { instant, uuid } from './shapes.ts'
import { spokenLanguage } from './techniques.ts'

/** What can be found. Later kinds join this list. */
export const searchKind = z.enum(['session', 'scenario'])
export type SearchKind = z.infer<typeof searchKind>

/** How a thing was found: by its words, by parts of words or words nearly alike, by what it means. */
export const searchWay = z.enum(['words', 'likeness', 'meaning'])

/** A piece of text; `hit` where a word that was asked for stands. */
export const searchPiece = z.strictObject({ text: z.string(), hit: z.boolean() })

export const searchHit = z.strictObject({
  kind: searchKind,
  id: uuid,
  language: spokenLanguage,
  title: z.string(),
  snippet: z.array(searchPiece),
  ways: z.array(searchWay),
  /** Of a call: when it was. */
  at: instant.nullable(),
  score: z.number().nullable(),
})
export type SearchHit = z.infer<typeof searchHit>

/** Whether what was asked could be compared by meaning, and why not. */
export const searchMeaning = z.strictObject({
  /**
   * `on` for every language asked for · `english_only`: other languages by their words · `not_here`: nothing in this house
   * understands meaning · `failed`: it did not answer this time.
   */
  state: z.enum(['on', 'english_only', 'not_here', 'failed']),
  /** Who compares, e.g. "MiniLM on this machine, English only"; null where nobody does. */
  by: z.string().nullable(),
})
export type SearchMeaning = z.infer<typeof searchMeaning>

export const searchHouse = endpoint({
  method: 'GET',
  path: '/api/search',
  summary: 'Own calls, and scenarios that the caller may see, by words, parts of words and meaning at once',
  access: 'approved',
  query: z.strictObject({
    q: z.string().max(300),
    /** Names joined by commas; all of them when left out. */
    kinds: z
      .string()
      .max(100)
      .transform((names) => names.split(','))
      .pipe(z.array(searchKind).min(1))
      .optional(),
    language: spokenLanguage.optional(),
    limit: z.coerce.number().int().min(1).max(50).default(20),
  }),
  reply: z.strictObject({ hits: z.array(searchHit), meaning: searchMeaning }),
})

export const similarCall = z.strictObject({
  id: uuid,
  title: z.string(),
  language: spokenLanguage,
  score: z.number().nullable(),
  at: instant,
  /** 0 to 1: by meaning the cosine of the two, else the share of techniques that both have. */
  likeness: z.number(),
})
export type SimilarCall = z.infer<typeof similarCall>

export const similarCalls = endpoint({
  method: 'GET',
  path: '/api/sessions/:sessionId/similar',
  summary: 'Own calls that are most like this one: by what was said, or by techniques where meaning cannot be compared',
  access: 'approved',
  params: z.strictObject({ sessionId: uuid }),
  reply: z.strictObject({ calls: z.array(similarCall), by: z.enum(['meaning', 'techniques']) }),
})
