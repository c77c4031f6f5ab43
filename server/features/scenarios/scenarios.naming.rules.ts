import type { Manners, Scenario, ScenarioNode } from '@greenroom/contract/scenarios.ts'
import type { Bilingual } from '@greenroom/contract/techniques.ts'

/** A name that data can refer to, from a title: `Te duur!` → `te-duur`. */
export const slugOf = ({ en, nl }: Bilingual): string =>
  (en.trim() === '' ? nl : en)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '') || 'scenario'

interface Named {
  slug: string
  title: Bilingual
}

/** `slug`, or with the first number behind it that is free. */
export const freeSlug = (slug: string, taken: readonly Named[]): string => {
  const has = new Set(taken.map((one) => one.slug))
  for (let count = 1; ; count += 1) {
    const ending = count === 1 ? '' : `-${count}`
    const candidate = slug.slice(0, 60 - ending.length).replace(/-+$/, '') + ending
    if (!has.has(candidate)) return candidate
  }
}

/** A copy keeps its title, unless one of that title stands on the same shelf. */
export const asCopy = (scenario: Scenario, taken: readonly Named[]): Scenario => {
  const same = taken.some(({ title }) => title.en === scenario.title.en || title.nl === scenario.title.nl)
  const { en, nl } = scenario.title
  return same ? { ...scenario, title: { en: `${en} (copy)`, nl: `${nl} (kopie)` } } : scenario
}

const nothing = { en: '', nl: '' }
const noLines = { en: [], nl: [] }
/** Where a call with each difficulty begins. */
const moods = {
  easy: { trust: 45, patience: 90, decay: 2, brushOff: 0 },
  medium: { trust: 30, patience: 75, decay: 3, brushOff: 20 },
  hard: { trust: 20, patience: 60, decay: 4, brushOff: 35 },
}

/** The least that is a call: a beginning, a talk, and ends. What is missing is said by the validator. */
export const emptyScenario = (wanted: {
  slug: string
  title: Bilingual
  category: Scenario['category']
  difficulty: Scenario['difficulty']
  manners: Manners
  ends: readonly ScenarioNode[]
}): Scenario => ({
  slug: wanted.slug,
  title: wanted.title,
  description: nothing,
  category: wanted.category,
  difficulty: wanted.difficulty,
  required: [],
  brief: { you: nothing, customer: nothing, goal: nothing, factSheet: noLines, limits: noLines },
  flow: {
    persona: { name: 'Robin', role: nothing, style: nothing, secret: nothing, ...moods[wanted.difficulty] },
    facts: [],
    objections: [],
    nodes: [
      { kind: 'prepare', id: 'prepare', x: 0, y: 0 },
      { kind: 'say', id: 'picks-up', phase: 'preparation', lines: noLines, x: 0, y: 190 },
      { kind: 'talk', id: 'opening', phase: 'preparation', x: 0, y: 380 },
      { kind: 'end', id: 'agreed', outcome: 'next_step', names: nothing, lines: noLines, x: -280, y: 570 },
      ...wanted.ends.map((node, row) => ({ ...node, x: row * 280, y: 570 })),
    ],
    edges: [
      { from: 'prepare', to: 'picks-up', when: null },
      { from: 'picks-up', to: 'opening', when: null },
      { from: 'opening', to: 'agreed', when: { used: ['assumptive_next', 'direct_ask'] } },
    ],
    manners: wanted.manners,
    maxTurns: 30,
    questionsBeforePitch: 3,
  },
  rubric: {
    checks: [],
    phaseWeights: { preparation: 15, discovery: 35, proposal: 25, closing: 25 },
    passMark: 60,
  },
})
