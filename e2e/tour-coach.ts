import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import type { Person } from './people.ts'

/** What the trainee says in one of the golden calls that the scoring is tested with. */
const golden = async (name: string): Promise<string[]> => {
  const text = await readFile(new URL(`../server/features/roleplays/fixtures/${name}.txt`, import.meta.url), 'utf8')
  return [...text.matchAll(/^[NT]: (.*)$/gm)].map(([, line = '']) => line)
}

export interface FurnishedCoach {
  scenarioId: string
  draftId: string
  runningId: string
  scoredId: string
  workspaceId: string
}

/** A workspace with a scenario of its own, a call that runs and two that are scored, one well and one badly. */
export const furnishCoach = async (person: Person): Promise<FurnishedCoach> => {
  await person.call('POST', '/api/coach/consents', { purposes: ['transcript'], textVersion: '2026-11' })
  const { id: workspaceId } = await person.call<{ id: string }>('POST', '/api/workspaces', { name: 'North office' })
  const { scenarios } = await person.call<{ scenarios: { id: string; slug: string }[] }>('GET', '/api/scenarios')
  const idOf = (slug: string): string => scenarios.find((one) => one.slug === slug)?.id ?? ''
  const scenarioId = idOf('first-five-minutes')
  const { id: draftId } = await person.call<{ id: string }>('POST', '/api/scenarios', {
    workspaceId,
    from: { kind: 'copy', scenarioId },
  })
  const begin = async (slug: string, lines: readonly string[]): Promise<string> => {
    const { roleplay } = await person.call<{ roleplay: { id: string } }>('POST', '/api/sessions/start', {
      idempotencyKey: crypto.randomUUID(),
      scenarioId: idOf(slug),
      workspaceId,
      language: 'en',
      mode: 'typed',
    })
    let number = 0
    for (const text of lines) {
      const said = await person.call<{ nextTurn: number; roleplay: { callEnded: boolean } }>(
        'POST',
        `/api/sessions/${roleplay.id}/turns`,
        { turnId: crypto.randomUUID(), number, text, source: 'typed', talkMs: 0 },
      )
      if (said.roleplay.callEnded) break
      number = said.nextTurn
    }
    return roleplay.id
  }
  const score = async (id: string): Promise<string> => {
    await person.call('POST', `/api/sessions/${id}/process`)
    for (;;) {
      const { roleplay } = await person.call<{ roleplay: { scoreState: string } }>('GET', `/api/sessions/${id}`)
      if (!['queued', 'judging'].includes(roleplay.scoreState)) return id
      await new Promise((resolve) => setTimeout(resolve, 300))
    }
  }
  await score(await begin('too-expensive', await golden('too-expensive.fail.en')))
  const scoredId = await score(await begin('first-five-minutes', await golden('first-five-minutes.pass.en')))
  const lines = await golden('ask-for-the-business.pass.en')
  return {
    ...{ scenarioId, draftId, workspaceId, scoredId },
    runningId: await begin('ask-for-the-business', lines.slice(0, 4)),
  }
}

export const coachStops = ({ scenarioId, draftId, runningId, scoredId, workspaceId }: FurnishedCoach) => [
  { name: 'coach', path: '/coach' },
  { name: 'coach-scenarios', path: '/coach/scenarios' },
  { name: 'coach-scenario', path: `/coach/scenarios/${scenarioId}` },
  { name: 'coach-builder', path: `/coach/scenarios/${draftId}/edit` },
  { name: 'coach-techniques', path: '/coach/techniques' },
  { name: 'coach-calls', path: '/coach/sessions' },
  { name: 'coach-call', path: `/coach/sessions/${runningId}` },
  { name: 'coach-score', path: `/coach/sessions/${scoredId}` },
  { name: 'coach-replay', path: `/coach/sessions/${scoredId}?tab=replay` },
  { name: 'coach-analytics', path: '/coach/analytics' },
  { name: 'coach-team', path: `/coach/team?workspace=${workspaceId}` },
  { name: 'admin-calls', path: '/admin/calls' },
  { name: 'settings-workspaces', path: '/settings/workspaces' },
  { name: 'settings-workspace', path: `/settings/workspaces/${workspaceId}` },
  { name: 'join', path: '/join?token=nobody-sent-this' },
  {
    name: 'coach-start',
    path: `/coach/scenarios/${scenarioId}`,
    prepare: (page: Page) => page.getByRole('button', { name: 'Start a call' }).click(),
  },
]
