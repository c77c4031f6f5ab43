import type { Scenario } from '@greenroom/contract/scenarios.ts'
import { describe, expect, test } from 'vitest'
import { builder } from '#messages/builder.ts'
import { findingsByNode, findingText, spotOf } from './findings.rules.ts'
import {
  addNode,
  arrowsFrom,
  asHandle,
  connect,
  freeName,
  moveEdge,
  removeNodes,
  renameNode,
  renameThing,
  whyNoArrow,
} from './flow.rules.ts'
import { arrowText, guardText } from './guard-words.rules.ts'
import { begun, changed, redone, undone } from './history.rules.ts'
import { tidied } from './layout.rules.ts'

const both = { en: 'x', nl: 'x' }
const none = { en: [], nl: [] }
const manners: Scenario['flow']['manners'] = {
  silence: none,
  offended: none,
  putOff: none,
  puzzled: none,
  vague: none,
  curt: none,
  asSaid: none,
  confirms: none,
  nothingElse: none,
  goAhead: none,
  notYet: none,
  listens: none,
  impatient: none,
}
const draft: Scenario = {
  slug: 'one',
  title: both,
  description: both,
  category: 'custom',
  difficulty: 'easy',
  required: [],
  brief: { you: both, customer: both, goal: both, factSheet: none, limits: none },
  flow: {
    persona: { name: 'Robin', role: both, style: both, secret: both, trust: 50, patience: 50, decay: 1, brushOff: 0 },
    facts: [
      {
        id: 'hours',
        truth: both,
        keys: none,
        reveal: { by: ['open_question'], about: none, after: [], trust: 0, probes: 1 },
        tells: none,
        hints: none,
      },
    ],
    objections: [],
    nodes: [
      { kind: 'prepare', id: 'prepare', x: 0, y: 0 },
      { kind: 'talk', id: 'talk', phase: 'discovery', x: 0, y: 190 },
      { kind: 'reveal', id: 'tell-hours', phase: 'discovery', factId: 'hours', x: 0, y: 380 },
      { kind: 'end', id: 'done', outcome: 'won', names: both, lines: none, x: 280, y: 380 },
    ],
    edges: [
      { from: 'prepare', to: 'talk', when: null },
      { from: 'talk', to: 'tell-hours', when: null },
      { from: 'talk', to: 'done', when: { facts: ['hours'], any: [{ trustAtLeast: 60 }, { facts: ['hours'] }] } },
    ],
    manners,
    maxTurns: 20,
    questionsBeforePitch: 2,
  },
  rubric: {
    checks: [
      {
        id: 'found',
        phase: 'discovery',
        question: both,
        rule: { kind: 'fact', factId: 'hours' },
        weight: 1,
        blocker: false,
      },
    ],
    phaseWeights: { preparation: 25, discovery: 25, proposal: 25, closing: 25 },
    passMark: 60,
  },
}

describe('changes of a flow', () => {
  test('a new node has a name of its own and the phase of what stands beside it', () => {
    const once = addNode(draft, 'talk', { x: 5.4, y: 200 })
    expect(once.id).toBe('talk-2')
    expect(once.draft.flow.nodes.at(-1)).toEqual({ kind: 'talk', id: 'talk-2', phase: 'discovery', x: 5, y: 200 })
    expect(draft.flow.nodes).toHaveLength(4)
  })
  test('a removed node takes its arrows along, and the beginning stays', () => {
    const left = removeNodes(draft, ['talk', 'prepare'])
    expect(left.flow.nodes.map(({ id }) => id)).toEqual(['prepare', 'tell-hours', 'done'])
    expect(left.flow.edges).toEqual([])
  })
  test.each([
    ['talk', 'talk', 'itself'],
    ['done', 'talk', 'afterEnd'],
    ['talk', 'prepare', 'toBeginning'],
    ['tell-hours', 'talk', null],
  ])('from %s to %s an arrow is refused because of %s', (from, to, why) =>
    expect(whyNoArrow(draft, from, to)).toBe(why),
  )
  test('arrows of a node change places among themselves only', () => {
    const more = connect(connect(draft, 'tell-hours', 'done').draft, 'talk', 'done').draft
    expect(arrowsFrom(more, 'talk')).toEqual([1, 2, 4])
    const moved = moveEdge(more, 4, -1)
    expect(moved.place).toBe(2)
    expect(moved.draft.flow.edges[4]?.when).not.toBeNull()
    expect(moveEdge(more, 1, -1)).toEqual({ draft: more, place: 1 })
  })
  test('a name changes wherever it is spoken of', () => {
    expect(renameNode(draft, 'talk', 'chat').flow.edges.map(({ from, to }) => `${from} ${to}`)).toEqual([
      'prepare chat',
      'chat tell-hours',
      'chat done',
    ])
    expect(JSON.stringify(renameThing(draft, 'facts', 'hours', 'evenings'))).not.toContain('"hours"')
    expect(JSON.stringify(renameThing(draft, 'objections', 'hours', 'evenings'))).toBe(JSON.stringify(draft))
  })
  test('what is typed becomes a name that data can refer to', () => {
    expect([asHandle('Té duur!'), asHandle('__x'), asHandle('--')]).toEqual(['te-duur-', 'x', ''])
    expect(freeName('fact', ['fact', 'fact-2'])).toBe('fact-3')
  })
  test('tidied, no two nodes lie on each other and the beginning is on top', () => {
    const { nodes } = tidied({
      ...draft,
      flow: { ...draft.flow, nodes: draft.flow.nodes.map((node) => ({ ...node, x: 0, y: 0 })) },
    }).flow
    expect(new Set(nodes.map(({ x, y }) => `${x} ${y}`)).size).toBe(nodes.length)
    expect(Math.min(...nodes.map(({ y }) => y))).toBe(nodes.find(({ id }) => id === 'prepare')?.y)
  })
})

describe('steps of undo', () => {
  test('typing in one field is one step, another field or a pause begins the next', () => {
    let history = begun('')
    for (const [text, what, at] of [
      ['a', 'title', 0],
      ['ab', 'title', 500],
      ['ab c', 'slug', 900],
      ['ab cd', 'slug', 5000],
    ] as const)
      history = changed(history, text, what, at)
    expect(history.past).toEqual(['', 'ab', 'ab c'])
    history = undone(undone(history))
    expect(history.now).toBe('ab')
    expect(redone(redone(redone(history))).now).toBe('ab cd')
    expect(changed(history, 'new', null, 0).future).toEqual([])
  })
  test('at least a hundred steps are kept', () => {
    let history = begun(0)
    for (let step = 1; step <= 150; step += 1) history = changed(history, step, null, step)
    for (let step = 0; step < 150; step += 1) history = undone(history)
    expect(history.now).toBe(0)
    expect(undone(history)).toBe(history)
  })
})

describe('words', () => {
  const names = {
    techniques: new Map([['open_question', 'Open question']]),
    faults: new Map<string, string>(),
    objections: new Map<string, string>(),
  }
  test('a condition reads as a sentence in either language', async () => {
    const guard = {
      used: ['open_question', 'own'],
      about: { en: ['plan*'], nl: ['plannen'] },
      none: [{ trustBelow: 40 }],
    }
    expect(guardText(guard, builder.en.guardWords, names, 'en')).toBe(
      'Open question or own, about plan*, not (trust < 40)',
    )
    const nl = await builder.nl()
    expect(guardText(guard, nl.guardWords, names, 'nl')).toBe(
      'Open question of own, over plannen, niet (vertrouwen < 40)',
    )
    expect(guardText({ any: [{}] }, builder.en.guardWords, names, 'en')).toBe('(always)')
  })
  test('an arrow to a fact waits for its question', () => {
    const how = [draft.flow.nodes, builder.en.guardWords, names, 'en'] as const
    expect(arrowText({ from: 'talk', to: 'tell-hours', when: null }, ...how)).toBe('when asked')
    expect(arrowText({ from: 'talk', to: 'done', when: null }, ...how)).toBe('always')
  })
  test('a finding leads to where it is mended, and is said in Dutch too', async () => {
    const finding = { code: 'unreachable', severity: 'error' as const, at: 'talk', sentence: 'In English.', values: {} }
    expect(spotOf(finding, draft)).toEqual({ view: 'flow', id: 'talk' })
    expect(spotOf({ ...finding, at: 'found' }, draft)).toEqual({ view: 'rubric', id: 'found' })
    expect(spotOf({ ...finding, at: 'silence' }, draft)).toEqual({ view: 'manners', id: 'silence' })
    expect(spotOf({ code: 'no_checks', at: '' }, draft)).toEqual({ view: 'rubric', id: '' })
    expect([...findingsByNode([{ ...finding, at: 'hours' }], draft).keys()]).toEqual(['tell-hours'])
    const { findings } = await builder.nl()
    expect(findingText(finding, findings)).toBe('Geen weg leidt naar ‘talk’. Trek er een pijl naartoe of haal het weg.')
    expect(findingText({ ...finding, code: 'new_one' }, findings)).toBe('In English.')
    const missing = { ...finding, code: 'missing_lines', values: { language: 'nl', count: '1', fewest: '3' } }
    expect(findingText(missing, findings)).toBe('‘talk’ heeft 1 van minstens 3 zinnen in het Nederlands.')
  })
})
