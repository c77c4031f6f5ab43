import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TechniqueView } from '@greenroom/contract/technique-desk.ts'
import { makeHouse, type TestHouse } from '#testing/house.ts'
import type { TestPerson } from '#testing/people.ts'
import { addWorkspace } from '#testing/workspaces.ts'
import { houseTechniques } from './techniques.catalogue.ts'
import { cueTrouble, techniqueFaults } from './techniques.desk.rules.ts'
import { detectorFor } from './techniques.ts'

let house: TestHouse
let leader: TestPerson
let member: TestPerson
let stranger: TestPerson
let workspaceId: string
let desk: string

beforeAll(async () => {
  house = await makeHouse({ working: false })
  leader = await house.people.add()
  member = await house.people.add()
  stranger = await house.people.add()
  workspaceId = await addWorkspace(house, leader, { members: [member] })
  desk = `/api/workspaces/${workspaceId}/techniques`
})
afterAll(() => house.stop())

const listed = async (person: TestPerson, query = ''): Promise<TechniqueView[]> =>
  (await person.call('GET', `/api/techniques${query}`)).body.techniques
const heard = async (text: string, workspace: string | null = workspaceId): Promise<string[]> => {
  const detect = await detectorFor(house.tools, workspace)
  const turn = { speaker: 'trainee' as const, text, startMs: null, endMs: null, aside: false }
  return detect([turn], 0, { questionsBeforePitch: 0, facts: [] }).techniques.map(({ techniqueId }) => techniqueId)
}
const label = houseTechniques.find(({ id }) => id === 'label')
if (label === undefined) throw new Error('The house has labels')

describe('the desk of techniques', () => {
  test('shows the 41 of the house to everybody, in order of the call', async () => {
    const { body } = await stranger.call('GET', '/api/techniques')
    expect(body.techniques.map(({ technique }: TechniqueView) => technique)).toEqual(houseTechniques)
    expect(body.phases.map(({ key }: { key: number }) => key)).toEqual([-1, 1, 2, 3, 4])
    expect(body.mayEdit).toBe(false)
    expect((await stranger.call('GET', `/api/techniques?workspace=${workspaceId}`)).status).toBe(404)
  })

  test('lets a workspace reword one for itself, and go back', async () => {
    const words = 'Purple elephants everywhere.'
    expect(await heard(words)).toEqual([])
    const copy = await leader.call('POST', `${desk}/label/copy`)
    expect([copy.status, copy.body.origin]).toEqual([201, 'copy'])
    const technique = { ...label, cues: { en: ['purple elephant*'], nl: ['paarse olifant*'] } }
    const changed = await leader.call('PUT', `${desk}/label`, { revision: copy.body.revision, technique })
    expect([changed.status, changed.body.revision]).toEqual([200, copy.body.revision + 1])
    expect(await heard(words)).toEqual(['label'])
    expect(await heard(words, null)).toEqual([])
    const attempt = { workspaceId, text: words }
    const tried = await member.call('POST', '/api/techniques/try', attempt)
    expect(tried.body).toMatchObject({ techniques: [{ techniqueId: 'label', quote: words }], faults: [] })
    expect((await stranger.call('POST', '/api/techniques/try', attempt)).status).toBe(404)
    const house = await stranger.call('POST', '/api/techniques/try', { ...attempt, workspaceId: null })
    expect(house.body.techniques).toEqual([])
    expect(
      (await listed(member, `?workspace=${workspaceId}`)).find(({ origin }) => origin === 'copy')?.technique,
    ).toEqual(technique)
    expect(await listed(stranger)).toHaveLength(41)
    const stale = await leader.call('PUT', `${desk}/label`, { revision: copy.body.revision, technique })
    expect([stale.status, stale.body.code]).toEqual([409, 'techniques.changed_elsewhere'])
    expect((await leader.call('DELETE', `${desk}/label`)).body).toEqual({ removed: true })
    expect(await heard(words)).toEqual([])
    expect((await leader.call('DELETE', `${desk}/label`)).body).toEqual({ removed: false })
  })

  test('takes one that the house does not have, under a name that is free', async () => {
    const technique = { ...label, id: 'elephants', cues: { en: ['grey elephant*'], nl: ['grijze olifant*'] } }
    expect((await leader.call('POST', desk, { technique })).body).toMatchObject({ origin: 'own', revision: 1 })
    expect(await heard('A grey elephant it is.')).toEqual(['elephants'])
    expect((await leader.call('POST', desk, { technique })).body.code).toBe('techniques.name_taken')
    expect((await leader.call('POST', desk, { technique: label })).body.code).toBe('techniques.name_taken')
    expect((await listed(leader, `?workspace=${workspaceId}`)).map(({ technique: { id } }) => id)).toContain(
      'elephants',
    )
  })

  test('is changed by those who lead the workspace only', async () => {
    const technique = { ...label, id: 'nothing' }
    expect((await member.call('POST', desk, { technique })).body.code).toBe('techniques.not_editor')
    expect((await stranger.call('POST', desk, { technique })).body.code).toBe('workspaces.not_found')
    expect((await member.call('DELETE', `${desk}/elephants`)).status).toBe(403)
    const change = { revision: 1, technique: label }
    expect((await leader.call('PUT', `${desk}/mirror`, change)).body.code).toBe('techniques.house_read_only')
  })

  test('refuses cues that would never be found, each with its place', async () => {
    const technique = { ...label, id: 'broken', cues: { en: ['good words', '(regex)+'], nl: [] } }
    const { status, body } = await leader.call('POST', desk, { technique })
    expect([status, body.code]).toEqual([422, 'techniques.refused'])
    expect(body.fields).toMatchObject([
      { path: 'technique.cues.en.1', code: 'techniques.cue_brackets', values: { cue: '(regex)+' } },
      { path: 'technique.cues.nl', code: 'techniques.no_cue_nl' },
    ])
  })

  test('takes a file in whole or not at all, and no more than a workspace may keep', async () => {
    const file = { greenroom: 'techniques', version: 1, techniques: [label, { ...label, id: 'filed' }] }
    const wrong = {
      ...file,
      techniques: [
        { ...label, id: 'good' },
        { ...label, id: 'bad', phase: 7 },
      ],
    }
    expect((await leader.call('POST', `${desk}/import`, wrong)).status).toBe(422)
    expect((await leader.call('POST', `${desk}/import`, file)).body).toEqual({ taken: 2 })
    const ids = (await listed(leader, `?workspace=${workspaceId}`)).map(({ technique: { id } }) => id)
    expect([ids.includes('filed'), ids.includes('good')]).toEqual([true, false])
    const twice = { ...file, techniques: [label, label] }
    expect((await leader.call('POST', `${desk}/import`, twice)).body.code).toBe('techniques.name_twice')
    const many = { ...file, techniques: Array.from({ length: 200 }, (_, index) => ({ ...label, id: `many-${index}` })) }
    expect((await leader.call('POST', `${desk}/import`, many)).body.code).toBe('techniques.too_many')
    const out = (await leader.call('GET', `${desk}/file`)).body
    expect(out.techniques.map(({ id }: { id: string }) => id)).toEqual(
      expect.arrayContaining(['label', 'filed', 'elephants']),
    )
    expect(out.techniques).toHaveLength(3)
  })
})

test('every technique that ships may be kept as it is', () => {
  expect(houseTechniques.flatMap((technique) => techniqueFaults(technique))).toEqual([])
})
test.each(['one|two ... three', '^ hello there', 'is it ok ?', 'begin*', 'vacanc*|report'])('“%s” is a cue', (cue) =>
  expect(cueTrouble(cue)).toBeNull(),
)
test.each(['', '...', 'a^ ^ b', 'what? then', 'a|', 'a*', 'be*gin', '[a-z]', '!!!'])('“%s” is no cue', (cue) =>
  expect(cueTrouble(cue)).not.toBeNull(),
)
