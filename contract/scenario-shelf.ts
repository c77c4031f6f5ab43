import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { callTurn, customerAct, engineState, foundInTurn } from './roleplays.ts'
import {
  flowFinding,
  rubric,
  scenario,
  scenarioBrief,
  scenarioCategory,
  scenarioDifficulty,
  scenarioFile,
} from './scenarios.ts'
import { instant, uuid } from './shapes.ts'
import { bilingual, handle, spokenLanguage } from './techniques.ts'

/** A scenario as it stands on the shelf: nothing of it gives the customer's secrets away. */
export const scenarioCard = z.strictObject({
  id: uuid,
  /** `null`: the house's own, for everybody. */
  workspaceId: uuid.nullable(),
  slug: handle,
  title: bilingual,
  description: bilingual,
  /** Whom one meets. */
  customer: z.strictObject({ name: z.string(), role: bilingual }),
  category: scenarioCategory,
  difficulty: scenarioDifficulty,
  required: z.array(handle),
  featured: z.boolean(),
  /** 0 = a draft that nobody can rehearse yet. */
  version: z.number().int().nonnegative(),
  /** True when the draft differs from what is published. */
  draftChanged: z.boolean(),
  draftRevision: z.number().int(),
  publishedAt: instant.nullable(),
  /** The caller may change it. */
  mayEdit: z.boolean(),
  /** Of the caller: finished calls, and the best score among them. */
  attempts: z.number().int(),
  bestScore: z.number().nullable(),
})
export type ScenarioCard = z.infer<typeof scenarioCard>

/** What a trainee reads before a call: who one is, whom one speaks with, the goal, and every rule of the score. */
export const scenarioSheet = z.strictObject({
  scenario: scenarioCard,
  brief: scenarioBrief,
  rubric,
})
export type ScenarioSheet = z.infer<typeof scenarioSheet>

const scenarioParams = z.strictObject({ scenarioId: uuid })

export const listScenarios = endpoint({
  method: 'GET',
  path: '/api/scenarios',
  summary: 'Scenarios that the caller may see: the house’s and those of the caller’s workspaces, featured first',
  access: 'approved',
  query: z.strictObject({
    workspace: uuid.optional(),
    category: scenarioCategory.optional(),
    difficulty: scenarioDifficulty.optional(),
    technique: handle.optional(),
    /** Words of title or description, in either language. */
    q: z.string().max(200).optional(),
  }),
  reply: z.strictObject({ scenarios: z.array(scenarioCard) }),
})
export const getScenario = endpoint({
  method: 'GET',
  path: '/api/scenarios/:scenarioId',
  summary: 'What is published of a scenario: brief and rules of the score, nothing hidden',
  access: 'approved',
  params: scenarioParams,
  reply: scenarioSheet,
})
export const createScenario = endpoint({
  method: 'POST',
  path: '/api/scenarios',
  summary:
    'Make a draft: empty, as a copy of another scenario, or from a file. Only leaders of the workspace, or admins',
  access: 'approved',
  maxBytes: 3_000_000,
  body: z.strictObject({
    workspaceId: uuid.nullable(),
    from: z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('empty'),
        title: bilingual,
        category: scenarioCategory,
        difficulty: scenarioDifficulty,
      }),
      z.strictObject({ kind: z.literal('copy'), scenarioId: uuid }),
      z.strictObject({ kind: z.literal('file'), file: scenarioFile }),
    ]),
  }),
  reply: scenarioCard,
  status: 201,
})
export const readDraft = endpoint({
  method: 'GET',
  path: '/api/scenarios/:scenarioId/draft',
  summary: 'The whole draft with what is wrong with it; for those who may change it',
  access: 'approved',
  params: scenarioParams,
  reply: z.strictObject({
    card: scenarioCard,
    draft: scenario,
    revision: z.number().int(),
    findings: z.array(flowFinding),
  }),
})
export const saveDraft = endpoint({
  method: 'PUT',
  path: '/api/scenarios/:scenarioId/draft',
  summary:
    'Keep the draft, onto the revision that was read; 409 scenarios.changed_elsewhere when another window was first',
  access: 'approved',
  maxBytes: 3_000_000,
  params: scenarioParams,
  body: z.strictObject({ revision: z.number().int(), draft: scenario }),
  reply: z.strictObject({ revision: z.number().int(), findings: z.array(flowFinding) }),
})
export const publishScenario = endpoint({
  method: 'POST',
  path: '/api/scenarios/:scenarioId/publish',
  summary: 'Make the draft the next version; 422 scenarios.unsound while an error is found in it',
  access: 'approved',
  params: scenarioParams,
  body: z.strictObject({ revision: z.number().int(), note: z.string().max(500).default('') }),
  reply: scenarioCard,
})
export const listScenarioVersions = endpoint({
  method: 'GET',
  path: '/api/scenarios/:scenarioId/versions',
  summary: 'What was published, newest first',
  access: 'approved',
  params: scenarioParams,
  reply: z.strictObject({
    versions: z.array(z.strictObject({ version: z.number().int(), note: z.string(), publishedAt: instant })),
  }),
})
export const readScenarioVersion = endpoint({
  method: 'GET',
  path: '/api/scenarios/:scenarioId/versions/:version',
  summary: 'A published version whole, to look at or to go back to',
  access: 'approved',
  params: z.strictObject({ scenarioId: uuid, version: z.coerce.number().int().positive() }),
  reply: z.strictObject({ scenario }),
})
export const featureScenario = endpoint({
  method: 'POST',
  path: '/api/scenarios/:scenarioId/feature',
  summary: 'Put a scenario first on the shelf, or no longer',
  access: 'approved',
  params: scenarioParams,
  body: z.strictObject({ featured: z.boolean() }),
  reply: scenarioCard,
})
export const deleteScenario = endpoint({
  method: 'POST',
  path: '/api/scenarios/:scenarioId/delete',
  summary: 'Take a scenario from the shelf; calls made with it stay. Can be undone for 10 s',
  access: 'approved',
  params: scenarioParams,
  reply: z.strictObject({ deleted: z.boolean() }),
})
export const restoreScenario = endpoint({
  method: 'POST',
  path: '/api/scenarios/:scenarioId/restore',
  summary: 'Undo the deletion of a scenario',
  access: 'approved',
  params: scenarioParams,
  reply: z.strictObject({ restored: z.boolean() }),
})
export const exportScenario = endpoint({
  method: 'GET',
  path: '/api/scenarios/:scenarioId/file',
  summary: 'The draft as a file that another house can take in',
  access: 'approved',
  params: scenarioParams,
  reply: scenarioFile,
})
export const tryDraft = endpoint({
  method: 'POST',
  path: '/api/scenarios/try',
  summary: 'One step of a conversation with a draft that need not be kept; nothing is stored, no model takes part',
  access: 'approved',
  maxBytes: 3_000_000,
  body: z.strictObject({
    workspaceId: uuid.nullable(),
    draft: scenario,
    language: spokenLanguage,
    /** `null` begins a new call. */
    state: engineState.nullable(),
    /** What was said until now: some techniques are known by what came before. */
    turns: z.array(callTurn).max(200).default([]),
    text: z.string().max(20_000),
    seed: z.number().int().min(0).max(4_294_967_295).default(1),
  }),
  reply: z.strictObject({ state: engineState, act: customerAct.nullable(), found: foundInTurn.nullable() }),
})
