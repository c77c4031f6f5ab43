import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ScenarioCard } from '@greenroom/contract/scenario-shelf.ts'
import type { Scenario } from '@greenroom/contract/scenarios.ts'
import { actingAs } from '#kernel/db/acting.ts'
import { makeHouse, type TestHouse } from '#testing/house.ts'
import type { TestPerson } from '#testing/people.ts'
import { addWorkspace } from '#testing/workspaces.ts'
import { starterId } from './scenarios.hash.rules.ts'
import { starterScenarios } from './scenarios.starters.ts'

let house: TestHouse
let leader: TestPerson
let member: TestPerson
let stranger: TestPerson
let admin: TestPerson
let workspaceId: string

beforeAll(async () => {
  house = await makeHouse({ working: false })
  leader = await house.people.add()
  member = await house.people.add()
  stranger = await house.people.add()
  admin = await house.people.add({ role: 'admin' })
  workspaceId = await addWorkspace(house, leader, { members: [member] })
})
afterAll(() => house.stop())

const starter = starterScenarios[0] as Scenario
const starterPath = `/api/scenarios/${starterId(starter.slug)}`
const list = async (person: TestPerson, query = ''): Promise<ScenarioCard[]> => {
  const { status, body } = await person.call('GET', `/api/scenarios${query}`)
  expect(status).toBe(200)
  return body.scenarios
}
const copied = async (person = leader): Promise<ScenarioCard> => {
  const { status, body } = await person.call('POST', '/api/scenarios', {
    workspaceId,
    from: { kind: 'copy', scenarioId: starterId(starter.slug) },
  })
  expect(status).toBe(201)
  return body
}
const draftOf = async (id: string): Promise<{ draft: Scenario; revision: number; findings: { code: string }[] }> =>
  (await leader.call('GET', `/api/scenarios/${id}/draft`)).body

describe('the shelf', () => {
  test('holds the scenarios of the house for everybody who is approved, the featured ones first', async () => {
    const shelf = await list(stranger)
    expect(shelf).toHaveLength(8)
    expect(shelf.map(({ featured }) => featured)).toEqual([true, true, true, false, false, false, false, false])
    expect(shelf.every(({ mayEdit, draftChanged, attempts }) => !mayEdit && !draftChanged && attempts === 0)).toBe(true)
    const pending = await house.people.add({ status: 'pending' })
    expect((await pending.call('GET', '/api/scenarios')).status).toBe(403)
  })

  test.each([
    ['?category=closing', 2],
    ['?difficulty=hard', 2],
    ['?category=closing&difficulty=hard', 1],
    ['?technique=boomerang', 0],
    ['?q=duur', 1],
    ['?q=100%25', 0],
  ])('shows what a filter asks for: %s', async (query, count) => {
    expect(await list(stranger, query)).toHaveLength(count)
  })

  test('finds a technique that is required', async () => {
    const shelf = await list(stranger, '?technique=recap_commit')
    expect(shelf.length).toBeGreaterThan(0)
    expect(shelf.every(({ required }) => required.includes('recap_commit'))).toBe(true)
  })

  test('tells every rule of the score before the call and none of the customer’s secrets', async () => {
    const sheets = await Promise.all(
      starterScenarios.map(({ slug }) => stranger.call('GET', `/api/scenarios/${starterId(slug)}`)),
    )
    const shelf = await stranger.call('GET', '/api/scenarios')
    for (const [index, { status, body }] of sheets.entries()) {
      const one = starterScenarios[index] as Scenario
      expect(status).toBe(200)
      expect(body.brief).toEqual(one.brief)
      expect(body.rubric).toEqual(one.rubric)
      expect(body.scenario.customer).toEqual({ name: one.flow.persona.name, role: one.flow.persona.role })
      for (const said of [JSON.stringify(body), JSON.stringify(shelf.body)]) {
        expect(said).not.toContain('"flow"')
        for (const { en, nl } of [
          one.flow.persona.secret,
          one.flow.persona.style,
          ...one.flow.facts.map(({ truth }) => truth),
        ]) {
          expect(said).not.toContain(en)
          expect(said).not.toContain(nl)
        }
        for (const { keys, tells } of one.flow.facts)
          for (const line of [...tells.en, ...tells.nl]) expect([said.includes(line), keys]).toEqual([false, keys])
      }
    }
  })

  test('lets nobody but an editor look at drafts, versions and files', async () => {
    for (const path of ['/draft', '/versions', '/versions/1', '/file'])
      expect([path, (await stranger.call('GET', starterPath + path)).status]).toEqual([path, 403])
    const draft = { revision: 1, draft: starter }
    expect((await stranger.call('PUT', `${starterPath}/draft`, draft)).body.code).toBe('scenarios.not_editor')
    expect((await stranger.call('POST', `${starterPath}/feature`, { featured: false })).status).toBe(403)
    expect((await stranger.call('POST', `${starterPath}/delete`)).status).toBe(404)
    expect((await admin.call('GET', `${starterPath}/draft`)).body.draft).toEqual(starter)
  })
})

describe('a workspace’s own scenario', () => {
  test('is copied from one of the house, changed, published and then seen by its members only', async () => {
    const card = await copied()
    expect(card).toMatchObject({ workspaceId, slug: starter.slug, version: 0, mayEdit: true, draftChanged: true })
    expect((await list(member)).some(({ id }) => id === card.id)).toBe(false)
    expect((await member.call('GET', `/api/scenarios/${card.id}`)).status).toBe(404)

    const { draft, revision, findings } = await draftOf(card.id)
    expect(draft).toEqual(starter)
    expect(findings).toEqual([])
    draft.title = { en: 'Ours', nl: 'Van ons' }
    const saved = await leader.call('PUT', `/api/scenarios/${card.id}/draft`, { revision, draft })
    expect(saved).toMatchObject({ status: 200, body: { revision: revision + 1, findings: [] } })
    const published = await leader.call('POST', `/api/scenarios/${card.id}/publish`, {
      revision: revision + 1,
      note: 'First',
    })
    expect(published.body).toMatchObject({ version: 1, draftChanged: false, title: { en: 'Ours', nl: 'Van ons' } })
    const seen = await list(member, `?workspace=${workspaceId}`)
    expect(seen.map(({ id, mayEdit }) => [id, mayEdit])).toEqual([[card.id, false]])
    expect((await list(stranger)).some(({ id }) => id === card.id)).toBe(false)
    expect((await stranger.call('GET', `/api/scenarios/${card.id}`)).status).toBe(404)
    expect((await leader.call('GET', `/api/scenarios/${card.id}/versions`)).body.versions).toMatchObject([
      { version: 1, note: 'First' },
    ])
    expect((await leader.call('GET', `/api/scenarios/${card.id}/versions/1`)).body.scenario.title.en).toBe('Ours')
    expect((await member.call('GET', `/api/scenarios/${card.id}/versions/1`)).status).toBe(403)
    const again = await leader.call('POST', `/api/scenarios/${card.id}/publish`, { revision: revision + 1 })
    expect([again.status, again.body.code]).toEqual([409, 'scenarios.nothing_changed'])
  })

  test('shows a draft that differs, until it is again as published', async () => {
    const card = await copied()
    await leader.call('POST', `/api/scenarios/${card.id}/publish`, { revision: card.draftRevision })
    const { draft, revision } = await draftOf(card.id)
    const changed = { ...draft, flow: { ...draft.flow, maxTurns: 12 } }
    await leader.call('PUT', `/api/scenarios/${card.id}/draft`, { revision, draft: changed })
    const cardNow = async () => (await list(leader)).find(({ id }) => id === card.id)
    expect(await cardNow()).toMatchObject({ draftChanged: true, version: 1 })
    expect((await list(member)).find(({ id }) => id === card.id)).toMatchObject({ draftChanged: false })
    await leader.call('PUT', `/api/scenarios/${card.id}/draft`, { revision: revision + 1, draft })
    expect(await cardNow()).toMatchObject({ draftChanged: false })
  })

  test('is not overwritten by a window that read an older draft', async () => {
    const card = await copied()
    const { draft, revision } = await draftOf(card.id)
    const save = () => leader.call('PUT', `/api/scenarios/${card.id}/draft`, { revision, draft })
    const both = await Promise.all([save(), save()])
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
    expect(both.find(({ status }) => status === 409)?.body.code).toBe('scenarios.changed_elsewhere')
    const late = await leader.call('POST', `/api/scenarios/${card.id}/publish`, { revision })
    expect(late.body.code).toBe('scenarios.changed_elsewhere')
  })

  test('is kept with everything wrong with it said, and is not published before that is mended', async () => {
    const card = await copied()
    const { draft, revision } = await draftOf(card.id)
    const broken = {
      ...draft,
      flow: { ...draft.flow, edges: draft.flow.edges.filter(({ from }) => from !== 'prepare') },
    }
    const saved = await leader.call('PUT', `/api/scenarios/${card.id}/draft`, { revision, draft: broken })
    expect(saved.body.findings.map(({ code }: { code: string }) => code)).toContain('unreachable')
    const refused = await leader.call('POST', `/api/scenarios/${card.id}/publish`, { revision: revision + 1 })
    expect([refused.status, refused.body.code]).toEqual([422, 'scenarios.unsound'])
    expect(refused.body.fields.length).toBeGreaterThan(0)
  })

  test('begins empty, with everything that is missing said', async () => {
    const { status, body } = await leader.call('POST', '/api/scenarios', {
      workspaceId,
      from: { kind: 'empty', title: { en: 'Café & co.', nl: '' }, category: 'custom', difficulty: 'medium' },
    })
    expect([status, body.slug]).toEqual([201, 'cafe-co'])
    const { findings } = await draftOf(body.id)
    expect(new Set(findings.map(({ code }) => code))).toEqual(
      new Set(['missing_language', 'missing_lines', 'missing_fact_sheet', 'no_checks']),
    )
  })

  test('travels as a file', async () => {
    const card = await copied()
    const file = (await leader.call('GET', `/api/scenarios/${card.id}/file`)).body
    const { status, body } = await leader.call('POST', '/api/scenarios', { workspaceId, from: { kind: 'file', file } })
    expect(status).toBe(201)
    expect((await draftOf(body.id)).draft).toEqual({ ...file.scenario, slug: body.slug })
    const bad = { ...file, scenario: { ...file.scenario, flow: {} } }
    const refused = await leader.call('POST', '/api/scenarios', { workspaceId, from: { kind: 'file', file: bad } })
    expect(refused.status).toBe(422)
  })

  test('is made by those who lead the workspace only; on the house’s shelf by admins only', async () => {
    const from = { kind: 'copy', scenarioId: starterId(starter.slug) }
    for (const person of [member, stranger, admin])
      expect((await person.call('POST', '/api/scenarios', { workspaceId, from })).body.code).toBe(
        'scenarios.not_editor',
      )
    expect((await leader.call('POST', '/api/scenarios', { workspaceId: null, from })).status).toBe(403)
    const { status, body } = await admin.call('POST', '/api/scenarios', { workspaceId: null, from })
    expect([status, body.slug, body.title.en]).toEqual([201, `${starter.slug}-2`, `${starter.title.en} (copy)`])
    expect((await list(leader)).some(({ id }) => id === body.id)).toBe(false)
    expect((await list(admin)).some(({ id }) => id === body.id)).toBe(true)
  })

  test('goes from the shelf and comes back; what it is featured as changes its place', async () => {
    const card = await copied()
    await leader.call('POST', `/api/scenarios/${card.id}/publish`, { revision: card.draftRevision })
    const featured = await leader.call('POST', `/api/scenarios/${card.id}/feature`, { featured: true })
    expect(featured.body.featured).toBe(true)
    expect((await leader.call('POST', `/api/scenarios/${card.id}/delete`)).body).toEqual({ deleted: true })
    expect((await list(member)).some(({ id }) => id === card.id)).toBe(false)
    expect((await leader.call('POST', `/api/scenarios/${card.id}/restore`)).body).toEqual({ restored: true })
    expect((await list(member)).some(({ id }) => id === card.id)).toBe(true)
  })

  test('tells its editors of every save and its members of what is published', async () => {
    const card = await copied()
    const heard = (person: TestPerson): Promise<number> =>
      actingAs(house.tools.db, { kind: 'house', reason: 'test' }, async (transaction) => {
        const { count } = await transaction.one(sql<{ count: number }>`
          select count(*) from public.events where user_id = ${person.id} and type = 'scenarios.changed'
             and data ->> 'scenarioId' = ${card.id}`)
        return count
      })
    expect([await heard(leader), await heard(member), await heard(stranger)]).toEqual([1, 0, 0])
    await leader.call('POST', `/api/scenarios/${card.id}/publish`, { revision: card.draftRevision })
    expect([await heard(leader), await heard(member), await heard(stranger)]).toEqual([2, 1, 0])
  })
})

describe('trying out', () => {
  test('is a step of the real engine and keeps nothing', async () => {
    const body = { workspaceId, draft: starter, language: 'en', state: null, turns: [], text: '', seed: 7 }
    const first = await leader.call('POST', '/api/scenarios/try', body)
    expect(first.status).toBe(200)
    expect(first.body.state).toMatchObject({ turn: 0, trust: starter.flow.persona.trust })
    expect(first.body.act.text).not.toBe('')
    const said = [{ id: 'a', speaker: 'customer', text: first.body.act.text, startMs: null, endMs: null, aside: false }]
    const text = 'Is this a good moment, do you have two minutes?'
    const second = await leader.call('POST', '/api/scenarios/try', {
      ...body,
      state: first.body.state,
      turns: said,
      text,
    })
    expect(second.body.found.techniques.map(({ techniqueId }: { techniqueId: string }) => techniqueId)).toContain(
      'permission_opener',
    )
    expect(second.body.state.turn).toBe(1)
    expect((await leader.call('POST', '/api/scenarios/try', { ...body, state: null })).body).toEqual(first.body)
    expect((await stranger.call('POST', '/api/scenarios/try', body)).body.code).toBe('workspaces.not_found')
  })
})
