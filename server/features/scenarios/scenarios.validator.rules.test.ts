import { scenario as shape, type Scenario, type ScenarioFlow } from '@greenroom/contract/scenarios.ts'
import { expect, test } from 'vitest'
import { play, readCall, traineeLines } from '../roleplays/fixtures/calls.ts'
import { houseTechniques } from '../techniques/techniques.catalogue.ts'
import { starterScenarios } from './scenarios.starters.ts'
import { findingsOf } from './scenarios.validator.rules.ts'

const known = houseTechniques.map(({ id }) => id)
const [five] = starterScenarios as [Scenario]
const codes = (scenario: Scenario): string[] => findingsOf(scenario, known).map(({ code }) => code)
const spoiled = (spoil: (scenario: Scenario) => void): Scenario => {
  const copy = structuredClone(five)
  spoil(copy)
  return copy
}
const flow = (spoil: (flow: ScenarioFlow) => void) => spoiled((scenario) => spoil(scenario.flow))

test('eight scenarios ship: three of discovery and objections each or nearly, two of closing, one of another kind', () => {
  expect(starterScenarios.map(({ category }) => category).toSorted()).toEqual([
    'closing',
    'closing',
    'custom',
    'discovery',
    'discovery',
    'objections',
    'objections',
    'objections',
  ])
  expect(new Set(starterScenarios.map(({ slug }) => slug)).size).toBe(8)
})

for (const scenario of starterScenarios) {
  test(`"${scenario.slug}" is complete in both languages and nothing is wrong with it`, () => {
    expect(shape.parse(scenario)).toEqual(scenario)
    expect(findingsOf(scenario, known)).toEqual([])
    const { checks, phaseWeights } = scenario.rubric
    expect(checks.length).toBeGreaterThanOrEqual(10)
    expect(checks.length).toBeLessThanOrEqual(14)
    expect(Object.values(phaseWeights).reduce((sum, weight) => sum + weight, 0)).toBe(100)
    expect(scenario.flow.facts.length + scenario.flow.objections.length).toBeGreaterThanOrEqual(3)
  })
  test.each(['en', 'nl'] as const)(`"${scenario.slug}" can be won and lost (%s)`, (language) => {
    const end = (kind: string) =>
      play(scenario, language, traineeLines(readCall(`${scenario.slug}.${kind}.${language}`))).state.ended
    expect(['won', 'next_step']).toContain(end('pass')?.outcome)
    expect(['lost', 'hang_up']).toContain(end('fail')?.outcome)
  })
}

test.each<[string, Scenario]>([
  ['unreachable', flow(({ nodes }) => void nodes.push({ kind: 'talk', id: 'island', phase: 'discovery', x: 0, y: 0 }))],
  ['dead_end', flow((f) => void (f.edges = f.edges.filter(({ from }) => from !== 'closing')))],
  ['loose_edge', flow(({ edges }) => void edges.push({ from: 'closing', to: 'nowhere', when: null }))],
  ['one_start', flow((f) => void (f.nodes = f.nodes.filter(({ kind }) => kind !== 'prepare')))],
  ['start_guarded', flow(({ edges }) => void (edges[0]!.when = { used: ['label'] }))],
  ['no_good_end', flow((f) => void (f.nodes = f.nodes.filter(({ id }) => id !== 'meeting')))],
  ['no_forced_end', flow((f) => void (f.nodes = f.nodes.filter(({ id }) => id !== 'hang-up')))],
  ['after_end', flow(({ edges }) => void edges.push({ from: 'meeting', to: 'closing', when: null }))],
  ['name_twice', flow(({ facts }) => void facts.push(structuredClone(facts[0]!)))],
  [
    'unknown_name',
    flow(({ edges }) => void edges.push({ from: 'closing', to: 'polite-no', when: { any: [{ facts: ['nothing'] }] } })),
  ],
  ['fact_untold', flow((f) => void (f.nodes = f.nodes.filter(({ id }) => id !== 'tell-evenings')))],
  ['fact_without_question', flow(({ facts }) => void (facts[0]!.reveal.by = []))],
  ['facts_in_circle', flow(({ facts }) => void (facts[0]!.reveal.after = ['hours']))],
  ['fact_without_keys', flow(({ facts }) => void (facts[0]!.keys.nl = []))],
  ['objection_unanswerable', flow(({ objections }) => void (objections[0]!.steps = []))],
  ['objection_unraised', flow((f) => void (f.nodes = f.nodes.filter(({ kind }) => kind !== 'objection')))],
  ['leak', flow(({ facts }) => void facts[0]!.hints.en.push('It is all in Excel.'))],
  [
    'leak',
    flow(({ nodes }) => void (nodes[1]!.kind === 'say' && nodes[1]!.lines.en.push('I was just in my spreadsheet.'))),
  ],
  ['missing_lines', flow(({ manners }) => void (manners.vague.nl = ['Tja.']))],
  ['missing_language', spoiled(({ title }) => void (title.nl = ' '))],
  ['missing_fact_sheet', spoiled(({ brief }) => void (brief.factSheet.en = []))],
  ['unknown_technique', spoiled(({ required }) => void required.push('telepathy'))],
  ['required_unasked', spoiled(({ required }) => void required.push('mirror'))],
  ['no_checks', spoiled(({ rubric }) => void (rubric.checks = []))],
  ['check_without_weight', spoiled(({ rubric }) => void (rubric.phaseWeights.proposal = 0))],
])('the validator finds "%s"', (code, scenario) => expect(codes(scenario)).toContain(code))

test('a circle that never listens is found', () => {
  const circle = flow(({ nodes, edges }) => {
    nodes.push({ kind: 'mood', id: 'up', phase: 'closing', trust: 1, patience: 0, x: 0, y: 0 })
    nodes.push({ kind: 'mood', id: 'down', phase: 'closing', trust: -1, patience: 0, x: 0, y: 0 })
    edges.push(
      { from: 'closing', to: 'up', when: null },
      { from: 'up', to: 'down', when: null },
      { from: 'down', to: 'up', when: null },
    )
  })
  expect(codes(circle)).toContain('endless_circle')
  // Even unpublished it may be tried out: the engine breaks the circle off.
  expect(play(circle, 'en', ['', 'Is now a bad time?', 'Hm.', 'Hm.']).turns.at(-1)?.text).not.toBe('')
})

test('every finding is a sentence that names its place', () => {
  const findings = findingsOf(
    flow((f) => void (f.edges = [])),
    known,
  )
  expect(findings.length).toBeGreaterThan(3)
  for (const { sentence } of findings) expect(sentence).toMatch(/^["A-Z].*\.$/s)
})

test('a line after the fact is no leak', () => {
  const after = flow(({ nodes, edges }) => {
    nodes.push({
      kind: 'say',
      id: 'sighs',
      phase: 'discovery',
      x: 0,
      y: 0,
      lines: { en: ['Excel…', 'That Excel…', 'Oh, Excel.'], nl: ['Excel…', 'Die Excel…', 'Ach, Excel.'] },
    })
    for (const edge of edges) if (edge.from === 'tell-planning') edge.to = 'sighs'
    edges.push({ from: 'sighs', to: 'discovery', when: null })
  })
  expect(codes(after)).toEqual([])
})
