import * as z from 'zod'
import { describe, expect, test } from 'vitest'
import { endpoints } from '@greenroom/contract/endpoints.ts'
import { fieldValues, refusal } from '@greenroom/contract/fields.ts'
import { fieldsOf, parseReporting } from './issues.ts'

const wrongIn = (shape: z.ZodType, value: unknown) => {
  const { success, error } = parseReporting(shape, value)
  return success ? [] : fieldsOf(error)
}
const codesOf = (shape: z.ZodType, value: unknown): string[] => wrongIn(shape, value).map(({ code }) => code)

const person = z.strictObject({
  name: z.string().trim().min(1).max(5),
  age: z.number().int().min(3).max(99).optional(),
  tags: z.array(z.string()).max(1).optional(),
  role: z.enum(['owner', 'guest']).optional(),
})

describe('what a shape has against a value is told by code', () => {
  test.each([
    ['what is missing', {}, [{ path: 'name', code: 'shape.missing', message: 'This is missing.' }]],
    ['what is null', { name: null }, [{ path: 'name', code: 'shape.missing' }]],
    ['what is empty', { name: ' ' }, [{ path: 'name', code: 'shape.empty' }]],
    ['what is too long', { name: 'Alexandra' }, [{ path: 'name', code: 'shape.text_long', values: { most: 5 } }]],
    ['what is of another kind', { name: 5 }, [{ path: 'name', code: 'shape.not_text' }]],
    ['half a number', { name: 'Bo', age: 3.5 }, [{ path: 'age', code: 'shape.not_whole' }]],
    ['a small number', { name: 'Bo', age: 2 }, [{ path: 'age', code: 'shape.number_small', values: { least: 3 } }]],
    ['a full list', { name: 'Bo', tags: ['a', 'b'] }, [{ path: 'tags', code: 'shape.list_long', values: { most: 1 } }]],
    [
      'another choice',
      { name: 'Bo', role: 'boss' },
      [{ path: 'role', code: 'shape.choice', values: { choices: 'owner, guest' } }],
    ],
    ['what is not known', { name: 'Bo', shoe: 1 }, [{ path: 'shoe', code: 'shape.unknown_field' }]],
    ['the whole', 'Bo', [{ path: '', code: 'shape.not_object' }]],
  ])('%s', (_, value, fields) => {
    expect(wrongIn(person, value)).toMatchObject(fields)
  })

  test.each([
    [z.email(), 'a', 'shape.email'],
    [z.uuid(), 'a', 'shape.id'],
    [z.iso.date(), 'a', 'shape.day'],
    [z.iso.datetime(), 'a', 'shape.instant'],
    [z.string().regex(/^b$/), 'a', 'shape.pattern'],
    [z.coerce.number().int(), 'a', 'shape.not_number'],
    [z.number().positive(), 0, 'shape.number_above'],
    [z.number().multipleOf(5), 3, 'shape.multiple'],
    [z.string().length(2), 'a', 'shape.text_length'],
    [z.array(z.string()).length(2), ['a'], 'shape.list_length'],
    [z.literal('b'), 'a', 'shape.choice'],
    [
      z.discriminatedUnion('kind', [z.object({ kind: z.literal('a') }), z.object({ kind: z.literal('b') })]),
      { kind: 'c' },
      'shape.choice',
    ],
    [z.union([z.string(), z.number()]), true, 'shape.not_kind'],
    [z.string().refine(() => false, refusal('No.', { code: 'shape.time_zone' })), 'a', 'shape.time_zone'],
  ])('%#: %o', (shape, value, code) => {
    expect(codesOf(shape, value)).toEqual([code])
  })
})

/** Every shape inside a shape, itself first, each once. */
const shapesIn = (shape: z.core.$ZodType, seen = new Set<z.core.$ZodType>()): Set<z.core.$ZodType> => {
  if (seen.has(shape)) return seen
  seen.add(shape)
  const look = (value: unknown): void => {
    if (value instanceof z.core.$ZodType) shapesIn(value, seen)
    else if (Array.isArray(value)) value.forEach(look)
    else if (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype)
      Object.values(value).forEach(look)
  }
  look(shape._zod.def)
  if (shape instanceof z.ZodLazy) shapesIn(shape._zod.def.getter(), seen)
  return seen
}

/** Sentences of our own in a shape: each is an English one for everybody, unless a code of the table stands beside it. */
const speakingIn = (shape: z.core.$ZodType): unknown[] => {
  const defs = [shape._zod.def, ...(shape._zod.def.checks ?? []).map((check) => check._zod.def)]
  return defs
    .filter((def) => def.error !== undefined || ('check' in def && def.check === 'custom'))
    .map((def) => ('params' in def ? (def.params as { code?: unknown } | undefined)?.code : undefined))
    .filter((code) => typeof code !== 'string' || !Object.hasOwn(fieldValues, code))
}

describe('no shape of the contract speaks English only', () => {
  const asked = endpoints.flatMap((endpoint) =>
    [endpoint.params, endpoint.query, endpoint.body].flatMap((shape: z.ZodType | undefined) =>
      shape === undefined ? [] : [{ name: `${endpoint.method} ${endpoint.path}`, shape }],
    ),
  )

  test('refinements carry the code of their words', () => {
    const inside = asked.flatMap(({ name, shape }) => [...shapesIn(shape)].map((one) => ({ name, one })))
    expect(inside.length).toBeGreaterThan(1000)
    expect(inside.filter(({ one }) => speakingIn(one).length > 0).map(({ name }) => name)).toEqual([])
    // What is looked for is found where it is.
    expect(speakingIn(z.string().refine(() => false, 'No.'))).toEqual([undefined])
    expect(speakingIn(z.string().min(2, 'No.'))).toEqual([undefined])
  })

  test.each([[undefined], ['text'], [{}], [{ name: '', ids: [1], at: 'x' }]])('whatever is sent: %o', (value) => {
    for (const { name, shape } of asked)
      for (const { code } of wrongIn(shape, value))
        expect(Object.hasOwn(fieldValues, code), `${name}: ${code}`).toBe(true)
  })
})
