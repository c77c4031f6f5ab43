import { fieldValues, type FieldCode } from '@greenroom/contract/fields.ts'
import { describe, expect, test } from 'vitest'
import { basics } from '#messages/basics.ts'
import { ApiProblem } from './api.ts'
import { fieldText, problemText } from './problem-text.ts'

const dutch = await basics.nl()
const of = (problem: Partial<ConstructorParameters<typeof ApiProblem>[0]>) =>
  new ApiProblem({ status: 422, code: 'rooms.new', detail: 'No such scene.', ...problem })

test('a known code is told in the reader’s language, an unknown one in the server’s words', () => {
  const problem = of({ code: 'scenes.not_found', correlationId: 'c-1' })
  expect(problemText(problem, dutch, 'nl').sentence).toBe('Deze scène is er niet.')
  expect(problemText(problem, basics.en, 'en')).toEqual({
    sentence: 'No such scene.',
    code: 'scenes.not_found',
    correlationId: 'c-1',
  })
})

test('what stands in a sentence stands in it in every language', () => {
  const full = of({ code: 'shots.too_many', values: { most: 200, count: 1200.5 } })
  expect(problemText(full, dutch, 'nl').sentence).toContain('200 eigen shottypes bewaren en hebt er 1200,5.')
  // Of an older server, which sends no values: better English than a gap.
  expect(problemText(of({ code: 'shots.too_many' }), dutch, 'nl').sentence).toBe('No such scene.')
})

test('a refusal without words of its own is told by its first field', () => {
  const field = { path: 'pattern', message: 'No.', code: 'exports.lone_brace', values: { choices: '{nn}' } }
  const problem = of({ code: 'exports.pattern_refused', fields: [field] })
  expect(problemText(problem, dutch, 'nl').sentence).toBe(
    'Er staat een losse accolade in de bestandsnaam. Kies uit {nn}.',
  )
  expect(problemText(problem, basics.en, 'en').sentence).toBe('No such scene.')
})

test('of what was sent and is not right, the first thing is named', () => {
  const fields = [{ path: 'name', message: 'This is missing.', code: 'shape.missing' }]
  const problem = of({ code: 'request.invalid', detail: 'Not right: name.', values: { fields: 'name' }, fields })
  expect(problemText(problem, dutch, 'nl').sentence).toBe(
    'Niet alles van wat werd verstuurd klopt: name. Dit ontbreekt.',
  )
  expect(problemText(problem, basics.en, 'en').sentence).toBe('Not right: name. This is missing.')
})

test('a field without a code, or with one that is not known here, keeps the server’s words', () => {
  expect(fieldText({ message: 'No.' }, dutch, 'nl')).toBe('No.')
  expect(fieldText({ message: 'No.', code: 'constructor' }, dutch, 'nl')).toBe('No.')
  expect(fieldText({ message: 'No.', code: 'shape.text_long', values: { most: 120 } }, dutch, 'nl')).toBe(
    'Schrijf hoogstens 120 tekens.',
  )
})

test('what was not a problem of the server is told as a broken page', () => {
  expect(problemText(new TypeError('x is undefined'), dutch, 'nl')).toEqual({
    sentence: dutch.problems['studio.crashed'],
    code: 'studio.crashed',
    correlationId: null,
  })
})

describe('whatever may be wrong with a field has Dutch words', () => {
  test.each(Object.keys(fieldValues) as FieldCode[])('%s', (code) => {
    const text = dutch.fields[code] ?? ''
    expect(text).not.toBe('')
    // A place that no value fills would bring back the English sentence.
    const places = [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
    expect(places.filter((place) => !(fieldValues[code] as readonly string[]).includes(place))).toEqual([])
  })
})
