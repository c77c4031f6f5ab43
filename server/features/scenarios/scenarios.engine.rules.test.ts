import type { EngineState, ObjectionState } from '@greenroom/contract/roleplays.ts'
import type { Scenario } from '@greenroom/contract/scenarios.ts'
import type { Evidence } from '@greenroom/contract/techniques.ts'
import { expect, test } from 'vitest'
import { play } from '../roleplays/fixtures/calls.ts'
import { begin, step, suggestions, type Said } from './scenarios.engine.rules.ts'
import { starterScenarios } from './scenarios.starters.ts'

const [five] = starterScenarios as [Scenario]
const named = (slug: string) => starterScenarios.find((one) => one.slug === slug) as Scenario
const nothing: Evidence = { techniques: [], faults: [] }
const silence: Said = { language: 'en', utterance: '', evidence: nothing }

test('from the state of any turn a call goes on exactly as it did', () => {
  const lines = [
    'My goal.',
    'Hello, is now a bad time?',
    'How do you organise the planning?',
    'How many hours a week is that?',
  ]
  const { states, turns, found } = play(five, 'en', lines)
  const stored = JSON.parse(JSON.stringify(states[1])) as EngineState
  const again = step(five.flow, stored, { language: 'en', utterance: lines[2] ?? '', evidence: found[2] ?? nothing })
  expect(again.act.text).toBe(turns[5]?.text)
  expect(again.state).toEqual(states[2])
})

test('silence is noticed, then resented, and in the end nobody is on the line', () => {
  let state = step(five.flow, begin(five.flow, 3), silence).state
  const heard: string[] = []
  while (state.ended === null) {
    const next = step(five.flow, state, silence)
    heard.push(next.act.parts.map(({ of }) => of).join('+'))
    state = next.state
  }
  expect(heard[0]).toBe('silence')
  expect(heard.some((one) => one.includes('impatient'))).toBe(true)
  expect(state.ended.outcome).toBe('hang_up')
})

test('an objection comes when it is provoked, and not otherwise', () => {
  const polite = play(five, 'en', ['', 'Good morning, is now a bad time?', 'How do you organise the planning?'])
  expect(polite.state.objections).toEqual({})
  const pushy = play(five, 'en', ['', 'Our platform offers planning, invoices and reports in one package.'])
  expect(pushy.state.objections['email']?.stage).toBe('open')
})

test('who answers an objection before asking about it gets nowhere, and after a few tries is no longer heard', () => {
  const expensive = named('too-expensive')
  const answer = 'Support in Dutch is included. Does that answer it?'
  const { states } = play(expensive, 'en', ['', 'Hello.', answer, answer, answer, answer])
  expect(states[2]?.objections['price']).toMatchObject({ stage: 'open', misses: 1 })
  expect(states.at(-1)?.ended?.nodeId).toBe('stays-dear')
})

test('the first time a technique pleases more than the fifth, and a mistake annoys every time', () => {
  const praise: Evidence = {
    techniques: [{ techniqueId: 'label', quote: 'x', method: 'cue', confidence: 0.9 }],
    faults: [],
  }
  const arguing: Evidence = {
    techniques: [],
    faults: [{ faultId: 'arguing', quote: 'x', method: 'cue', confidence: 0.9 }],
  }
  const course = (evidence: Evidence) => {
    const trust: number[] = []
    let state: EngineState = { ...begin(five.flow, 1), nodeId: 'discovery', homeId: 'discovery' }
    for (let at = 0; at < 4; at += 1) {
      const next = step(five.flow, state, { language: 'en', utterance: 'Well then.', evidence }).state
      trust.push(next.trust - state.trust)
      state = next
    }
    return trust
  }
  const [first = 0, , , fourth = 0] = course(praise)
  expect(first).toBeGreaterThan(fourth)
  expect(new Set(course(arguing)).size).toBe(1)
})

test('what a person would have to look at twice moves no customer', () => {
  const unsure: Evidence = {
    techniques: [{ techniqueId: 'summary', quote: 'x', method: 'structure', confidence: 0.5 }],
    faults: [],
  }
  const state: EngineState = { ...begin(five.flow, 1), nodeId: 'discovery', homeId: 'discovery' }
  const { state: after } = step(five.flow, state, { language: 'en', utterance: 'Well then.', evidence: unsure })
  expect(after.techniquesSeen).toEqual({})
  expect(after.trust).toBe(state.trust)
})

test('the notes from before the call are not heard by the customer', () => {
  const { acts, state } = play(five, 'en', ['My goal for this call is a meeting. Our platform is the best.'])
  expect(acts[0]?.kind).toBe('say')
  expect(state).toMatchObject({ turn: 0, trust: five.flow.persona.trust, patience: five.flow.persona.patience })
  expect(state.techniquesSeen['goal_setting']).toBe(1)
})

test('a hint names what would bring the call on from where it stands', () => {
  const { state } = play(five, 'en', ['', 'Good morning, is now a bad time?'])
  expect(suggestions(five.flow, state)).toContain('spin_situation')
  const mailed = play(five, 'en', ['', 'Our platform offers planning, invoices and reports.'])
  expect(suggestions(five.flow, mailed.state)).toEqual(['laer_acknowledge', 'label'])
})

test('a customer does not repeat the same line twice in a row', () => {
  const { turns } = play(five, 'nl', ['', 'Bel ik gelegen?', 'Tja.', 'Nou.', 'Zo.', 'Hm.'])
  const lines = turns.filter(({ speaker }) => speaker === 'customer').map(({ text }) => text)
  for (const [at, line] of lines.entries()) expect(line).not.toBe(lines[at - 1])
})

test('one label serves one step: what is underneath takes a second one', () => {
  const three = named('three-objections-in-a-row')
  const label = (quote: string): Said => ({
    language: 'en',
    utterance: quote,
    evidence: { techniques: [{ techniqueId: 'label', quote, method: 'cue', confidence: 0.9 }], faults: [] },
  })
  const objection: ObjectionState = { stage: 'open', raisedAt: 1, step: 0, misses: 0, reachedAt: { open: 1 } }
  const state: EngineState = {
    ...begin(three.flow, 1),
    turn: 1,
    nodeId: 'object-build',
    homeId: 'opening',
    objections: { build: objection },
  }
  const once = step(three.flow, state, label('It sounds like you are proud of them.'))
  expect(once.act.tells).toEqual([])
  expect(once.state.objections['build']?.stage).toBe('heard')
  const twice = step(three.flow, once.state, label('It seems like it is about them.'))
  expect(twice.act.tells).toEqual(['team'])
})

test('asking what else there is, in the middle of an objection, costs nothing', () => {
  const lines = ['', 'Hello.', 'I understand.', 'Apart from that, is there anything else in the way?']
  const { acts, state } = play(named('too-expensive'), 'en', lines)
  expect(acts.at(-1)?.parts.map(({ of }) => of)).toEqual(['nothingElse'])
  expect(state.objections['price']).toMatchObject({ stage: 'heard', misses: 0 })
})

test('who pitches into an objection is not heard, however politely it begins', () => {
  const pitch = 'I understand, but our software has a great app as well.'
  const { state } = play(five, 'en', ['', 'Our platform offers planning, invoices and reports.', pitch])
  expect(state.objections['email']).toMatchObject({ stage: 'open', misses: 1 })
})

test('a customer who does not trust the trainee hints and does not tell', () => {
  const found = (id: string) => ({ techniqueId: id, quote: 'x', method: 'cue' as const, confidence: 0.9 })
  const said: Said = {
    language: 'en',
    utterance: 'What bothers you?',
    evidence: { techniques: [found('spin_problem')], faults: [] },
  }
  const at = (trust: number): EngineState => ({
    ...begin(five.flow, 1),
    trust,
    turn: 3,
    nodeId: 'discovery',
    homeId: 'discovery',
    revealed: { planning: 2 },
  })
  expect(step(five.flow, at(60), said).act.tells).toEqual(['evenings'])
  const wary = step(five.flow, at(20), said)
  expect(wary.act).toMatchObject({ tells: [], kind: 'hint' })
  expect(wary.state.probes).toMatchObject({ evenings: 1 })
})

test('who hangs up answers nothing any more, however good the question', () => {
  const evidence: Evidence = {
    techniques: [{ techniqueId: 'spin_situation', quote: 'x', method: 'cue', confidence: 0.9 }],
    faults: [{ faultId: 'interrupting', quote: 'x', method: 'structure', confidence: 0.95 }],
  }
  const state: EngineState = { ...begin(five.flow, 1), turn: 3, patience: 4, nodeId: 'discovery', homeId: 'discovery' }
  const { act } = step(five.flow, state, { language: 'en', utterance: 'How do you organise the planning?', evidence })
  expect(act).toMatchObject({ tells: [], ended: 'hang_up' })
  expect(act.parts).toHaveLength(1)
})
