import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Assignment } from '@greenroom/contract/assignments.ts'
import { makeHouse, type TestHouse } from '#testing/house.ts'
import type { TestPerson } from '#testing/people.ts'
import { agree, sayAll, scoreIt, startCall, starter } from '#testing/roleplay-house.ts'
import { addWorkspace } from '#testing/workspaces.ts'
import { readCall as script, traineeLines } from '../roleplays/fixtures/calls.ts'

let house: TestHouse
let lead: TestPerson
let anna: TestPerson
let ben: TestPerson
let stranger: TestPerson
let workspaceId: string
/** Anna's finished calls: a good one, and one that could have gone better. */
let good: string
let poor: string
/** Ben's, which he shows nobody. */
let hidden: string

const finished = async (person: TestPerson, name: string): Promise<string> => {
  const { roleplay } = await startCall(person, { workspaceId })
  await sayAll(person, roleplay.id, traineeLines(script(name)))
  await scoreIt(person, roleplay.id)
  return roleplay.id
}
const get = async (person: TestPerson, path: string) => {
  const answer = await person.call('GET', path)
  expect([answer.status, answer.body?.code]).toEqual([200, undefined])
  return answer.body
}

beforeAll(async () => {
  house = await makeHouse()
  lead = await house.people.add({ firstName: 'Lea' })
  anna = await house.people.add({ firstName: 'Anna' })
  ben = await house.people.add({ firstName: 'Ben' })
  stranger = await house.people.add()
  for (const person of [anna, ben]) await agree(person, 'transcript')
  workspaceId = await addWorkspace(house, lead, { members: [anna, ben] })
})
afterAll(() => house.stop())

test('somebody who has not begun yet is told where to begin, and no number is made up', async () => {
  const practice = await get(anna, '/api/practice?zone=Europe/Amsterdam')
  expect(practice).toMatchObject({
    open: [],
    recent: [],
    assignments: [],
    finished: 0,
    streak: { days: 0, today: false, longest: 0 },
    drill: { because: 'first', used: 0, missed: 0, lastAt: null, scenario: { difficulty: 'easy' } },
  })
  const analytics = await get(anna, '/api/practice/analytics')
  expect(analytics).toMatchObject({ calls: [], total: 0, standings: [], coverage: { scenarios: [], cells: [] } })
  expect(analytics.measures.score).toEqual({ middle: null, calls: 0 })
  expect(await anna.call('GET', '/api/practice?zone=Nowhere/Land')).toMatchObject({ status: 422 })
})

describe('assignments', () => {
  const wish = (more: object = {}) => ({
    workspaceId,
    scenarioId: starter(),
    userIds: [anna.id, ben.id],
    note: 'Listen for the budget.',
    dueAt: '2099-01-01T12:00:00Z',
    ...more,
  })

  test('are given by leaders to people of their workspace, with a mail in their language', async () => {
    await ben.call('PATCH', '/api/me/preferences', { language: 'nl' })
    const made = await lead.call('POST', '/api/assignments', wish())
    expect(made).toMatchObject({ status: 201, body: { already: [] } })
    expect(made.body.created).toHaveLength(2)
    expect(made.body.created[0]).toMatchObject({
      assignedBy: 'Lea Person',
      workspaceName: 'A workspace',
      candidates: [],
    })
    await expect
      .poll(async () => {
        const { rows } = await house.tools.db.driver.query(
          "select recipient, subject, plain from private.mails where kind = 'assignment-given' order by subject",
        )
        return rows
      })
      .toMatchObject([
        {
          recipient: anna.email,
          subject: expect.stringContaining('asks you to practise'),
          plain: expect.stringContaining('Listen for the budget.'),
        },
        { recipient: ben.email, subject: expect.stringContaining('vraagt je om') },
      ])
    const { assignments } = await get(anna, '/api/practice')
    expect(assignments).toMatchObject([{ note: 'Listen for the budget.', canBegin: true, completedAt: null }])
    expect((await get(stranger, '/api/assignments')).assignments).toEqual([])
  })

  test('are not given twice as long as they are open', async () => {
    const again = await lead.call('POST', '/api/assignments', wish())
    expect(again).toMatchObject({ status: 201, body: { created: [], already: [anna.id, ben.id] } })
  })

  test('are refused with a sentence: to strangers, for what cannot be practised, too late, or by whom', async () => {
    const refused = async (person: TestPerson, more: object) => {
      const { status, body } = await person.call('POST', '/api/assignments', wish(more))
      return [status, body.code]
    }
    expect(await refused(lead, { userIds: [stranger.id] })).toEqual([422, 'assignments.no_member'])
    expect(await refused(lead, { scenarioId: anna.id })).toEqual([422, 'assignments.no_scenario'])
    expect(await refused(lead, { dueAt: '2020-01-01T00:00:00Z' })).toEqual([422, 'assignments.due_past'])
    expect(await refused(anna, {})).toEqual([404, 'workspaces.not_found'])
    expect(await refused(stranger, {})).toEqual([404, 'workspaces.not_found'])
    expect(await anna.call('GET', `/api/assignments?workspace=${workspaceId}`)).toMatchObject({ status: 404 })
  })

  test('can be changed and taken back by leaders while they are open', async () => {
    const { assignments } = await get(lead, `/api/assignments?workspace=${workspaceId}`)
    const bens: Assignment = assignments.find((one: Assignment) => one.userId === ben.id)
    const path = `/api/assignments/${bens.id}`
    expect(await lead.call('PATCH', path, { dueAt: null })).toMatchObject({
      status: 200,
      body: { dueAt: null, note: 'Listen for the budget.' },
    })
    expect(await ben.call('PATCH', path, { note: 'x' })).toMatchObject({ status: 404 })
    expect(await stranger.call('POST', `${path}/withdraw`)).toMatchObject({
      status: 404,
      body: { code: 'assignments.not_found' },
    })
    expect(await lead.call('POST', `${path}/withdraw`)).toMatchObject({
      status: 200,
      body: { withdrawnAt: expect.any(String) },
    })
    expect(await lead.call('PATCH', path, { note: 'x' })).toMatchObject({
      status: 409,
      body: { code: 'assignments.closed' },
    })
    expect((await get(ben, '/api/practice')).assignments).toEqual([])
  })
})

describe('what was practised', () => {
  test('begins with calls that were made and scored', async () => {
    good = await finished(anna, 'first-five-minutes.pass.en')
    poor = await finished(anna, 'first-five-minutes.fail.en')
    hidden = await finished(ben, 'first-five-minutes.pass.en')
  })

  test('is on the dashboard: calls, days in a row, and the weakest technique with where to practise it', async () => {
    const { roleplay } = await startCall(anna)
    const practice = await get(anna, '/api/practice')
    expect(practice.open).toMatchObject([{ id: roleplay.id, status: 'in_progress' }])
    expect(practice.recent.map((call: { id: string }) => call.id)).toEqual([poor, good])
    expect(practice).toMatchObject({ finished: 2, streak: { days: 1, today: true, longest: 1 } })
    expect(practice.drill).toMatchObject({ because: 'missed', scenario: { id: expect.any(String) } })
    expect(practice.drill.missed).toBeGreaterThan(0)
    expect(practice.assignments[0].candidates.map((one: { sessionId: string }) => one.sessionId)).toEqual([poor, good])
  })

  test('is measured from the scorecards of real calls, each number with its count', async () => {
    const { calls, total, measures, standings, coverage } = await get(anna, '/api/practice/analytics')
    expect(total).toBe(2)
    expect(calls.map((call: { id: string }) => call.id)).toEqual([good, poor])
    const { card } = (await anna.call('GET', `/api/sessions/${good}/score`)).body
    expect(calls[0]).toMatchObject({
      score: card.overall,
      judgedBy: 'rules',
      talkShare: card.metrics.talkShare,
      fillers: card.metrics.fillers,
      questions: card.metrics.questions,
      words: card.metrics.traineeWords,
    })
    expect(calls[0].score).toBeGreaterThan(calls[1].score)
    expect(measures.score).toEqual({ middle: expect.any(Number), calls: 2 })
    expect(coverage.scenarios).toMatchObject([{ id: starter(), calls: 2 }])
    const used = coverage.cells.filter((cell: { used: number }) => cell.used > 0)
    expect(used.length).toBeGreaterThan(3)
    expect(standings.length).toBe(coverage.cells.length)
    expect((await get(stranger, '/api/practice/analytics')).calls).toEqual([])
  })

  test('comes as a table too', async () => {
    const answer = await anna.fetch('/api/practice/calls.csv')
    expect(answer.headers.get('content-type')).toContain('text/csv')
    expect(answer.headers.get('content-disposition')).toContain('attachment')
    const lines = (await answer.text()).trim().split('\r\n')
    expect(lines).toHaveLength(3)
    expect(lines[1]).toContain(good)
    expect((await stranger.fetch(`/api/practice/calls.csv?workspace=${workspaceId}`)).status).toBe(404)
  })

  test('stays with who practised until it is handed in, and then only that call is seen', async () => {
    const ofAnna = async (path: string) => await get(lead, `${path}?workspace=${workspaceId}`)
    const before = await ofAnna('/api/team')
    expect(
      before.people.map((person: { name: string; sharedCalls: number }) => [person.name, person.sharedCalls]),
    ).toEqual([
      ['Lea Person', 0],
      ['Anna Person', 0],
      ['Ben Person', 0],
    ])
    expect(before.cells).toEqual([])

    const [task] = (await get(anna, '/api/assignments')).assignments as Assignment[]
    const path = `/api/assignments/${task?.id}/hand-in`
    expect(await anna.call('POST', path, { sessionId: hidden })).toMatchObject({ status: 404 })
    expect(await ben.call('POST', path, { sessionId: hidden })).toMatchObject({
      status: 404,
      body: { code: 'roleplays.no_assignment' },
    })
    const handed = await anna.call('POST', path, { sessionId: good })
    expect(handed).toMatchObject({ status: 200, body: { sessionId: good, completedAt: expect.any(String) } })

    const { people, cells } = await ofAnna('/api/team')
    expect(people[1]).toMatchObject({
      sharedCalls: 1,
      scores: 1,
      doneAssignments: 1,
      openAssignments: 0,
      trend: [{ sessionId: good }],
    })
    expect(people[2]).toMatchObject({ sharedCalls: 0, trend: [] })
    expect(new Set(cells.map((cell: { userId: string }) => cell.userId))).toEqual(new Set([anna.id]))
    expect((await ofAnna('/api/assignments')).assignments).toContainEqual(
      expect.objectContaining({ sessionId: good, score: people[1].lately }),
    )
    expect((await get(anna, '/api/practice')).assignments).toEqual([])

    const one = await get(lead, `/api/practice/analytics?workspace=${workspaceId}&user=${anna.id}`)
    expect(one.calls.map((call: { id: string }) => call.id)).toEqual([good])
    expect((await get(lead, `/api/practice/analytics?workspace=${workspaceId}&user=${ben.id}`)).calls).toEqual([])
    const table = await (await lead.fetch(`/api/practice/calls.csv?workspace=${workspaceId}`)).text()
    expect(table).toContain('Anna Person')
    expect(table).not.toContain(poor)
    for (const person of [anna, ben, stranger])
      for (const closed of ['/api/team', '/api/team/reviews', '/api/team/agreement', '/api/practice/analytics'])
        expect(await person.call('GET', `${closed}?workspace=${workspaceId}`)).toMatchObject({
          status: 404,
          body: { code: 'workspaces.not_found' },
        })
  })
})
