import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { copyName, fillTemplate, placeholders, templateTrouble } from './shots.rules.ts'

const fill = (template: string, values: Partial<Record<(typeof placeholders)[number], string>> = {}) =>
  fillTemplate(template, { subject: '', project: '', notes: '', ...values })

describe('filling a template', () => {
  test.each([
    ['Wide shot of {subject}. {notes}', { subject: 'a house' }, 'Wide shot of a house.'],
    ['Wide shot of {subject}, {notes}.', { subject: 'a house' }, 'Wide shot of a house.'],
    ['Wide shot of {subject}, {notes}, at dusk', { subject: 'a house' }, 'Wide shot of a house, at dusk'],
    ['Shot of {subject} ({notes}) at dusk', { subject: 'a house' }, 'Shot of a house at dusk'],
    ['{notes}. Shot of {subject}', { subject: 'a house' }, 'Shot of a house'],
    ['{notes}, then {subject}', { subject: 'a house' }, 'then a house'],
    ['{project}: {subject} – {notes}', { project: 'Summer', subject: 'a house' }, 'Summer: a house'],
    ['Shot of {subject} {notes} {project}', { subject: 'a house', project: 'Summer' }, 'Shot of a house Summer'],
    ['{subject}{notes}', { subject: 'a house' }, 'a house'],
    ['“{notes}”', {}, ''],
    ['{subject} {project} {notes}', {}, ''],
    ['Line one.\n{notes}\nLine two.', {}, 'Line one.\nLine two.'],
    ['Push in - {notes}', {}, 'Push in'],
    ['Ends. {notes} . Next', {}, 'Ends. Next'],
    ['Close-up ({notes}, slow)', {}, 'Close-up (slow)'],
    ['A {notes} well-lit room', {}, 'A well-lit room'],
    ['A {notes} -5 °C room', {}, 'A -5 °C room'],
  ])('%s with %o reads %s', (template, values, expected) => {
    expect(fill(template, values)).toBe(expected)
  })

  test('is plain replacement when every value is there', () => {
    expect(fill('{subject}, {project}; {notes}  !', { subject: '$&', project: '{notes}', notes: ' a  b ' })).toBe(
      '$&, {notes}; a  b  !',
    )
  })

  const word = fc.stringMatching(/^[a-zé]{1,8}$/)
  const literal = fc
    .array(fc.oneof(word, fc.constantFrom(', ', '. ', ' ', '; ', ' (', ') ', ': ', ' – ', '!')), { maxLength: 4 })
    .map((parts) => parts.join(''))
  const template = fc
    .array(fc.tuple(literal, fc.constantFrom(...placeholders)), { minLength: 1, maxLength: 5 })
    .chain((parts) => literal.map((end) => parts.map(([text, name]) => `${text}{${name}}`).join('') + end))
  const value = fc.oneof(fc.constantFrom('', '  '), fc.string({ unit: 'grapheme', maxLength: 20 }))

  test('property: is trimmed, holds every value as it is, and fills in one pass', () => {
    fc.assert(
      fc.property(template, value, value, value, (text, subject, project, notes) => {
        const filled = fillTemplate(text, { subject, project, notes })
        expect(filled).toBe(filled.trim())
        for (const [name, given] of Object.entries({ subject, project, notes })) {
          if (text.includes(`{${name}}`)) expect(filled).toContain(given.trim())
        }
        if (![subject, project, notes].some((given) => given.includes('{')))
          expect(filled).not.toMatch(/\{(subject|project|notes)\}/)
      }),
      { numRuns: 500 },
    )
  })

  test('property: an empty value adds no double space and no space before punctuation', () => {
    const sentence = fc.array(fc.tuple(word, fc.constantFrom(' ', ', ', '. ')), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(sentence, fc.nat({ max: 6 }), (parts, at) => {
        const whole = parts
          .map(([text, joint], index) => `${index === at ? '{notes}' : text}${joint}`)
          .join('')
          .trimEnd()
        const filled = fill(whole)
        expect(filled).not.toMatch(/ {2}| [,.;]|[,;][,.;]|\.\.|^[,.;]/)
      }),
      { numRuns: 500 },
    )
  })
})

describe('what a template may hold', () => {
  test.each(['{subject}', 'no placeholder', '{subject} and {project}, {notes}'])('%s can be saved', (template) => {
    expect(templateTrouble(template)).toBeNull()
  })
  test.each([
    ['Shot of {object}', '{object}'],
    ['Shot of {Subject}', '{Subject}'],
    ['Shot of { subject }', '{ subject }'],
    ['Shot of {}', '{}'],
    ['Shot of {subject', 'brace'],
    ['Shot of subject}', 'brace'],
    ['{{subject}}', 'brace'],
  ])('%s is refused with a sentence about %s', (template, about) => {
    expect(templateTrouble(template)?.message).toContain(about)
  })
})

test('a copy gets a name that is free and fits', () => {
  expect(copyName('Wide', [])).toBe('Wide copy')
  expect(copyName('Wide', ['wide COPY', 'Wide copy 2'])).toBe('Wide copy 3')
  expect(copyName('x'.repeat(120), [])).toHaveLength(120)
})
