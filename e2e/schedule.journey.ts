import { startHouse, type House } from './house.ts'
import { expect, expectAccessible, test as plain } from './journey.ts'
import { photosOf, projectWith } from './desk.ts'
import { picture } from './pictures.ts'

interface Entry {
  day: string
  state: string
  groupId: string | null
  reason: { code: string } | null
}
interface Group {
  day: string
  state: string
  items: { itemId: string }[]
}

const hourMs = 3600_000
/** The house believes that it is about noon of tomorrow, so that no midnight comes between two steps. */
const hoursToNoon = 36 - new Date().getUTCHours()
const dayAhead = (days: number): string =>
  new Date(Date.now() + (hoursToNoon + days * 24) * hourMs).toISOString().slice(0, 10)

// The environment of this house changes between its starts: its clock of schedules goes on a day at a time.
const rehearsal: Record<string, string> = { SIGNUP_APPROVAL: 'off', REHEARSE_HOURS_AHEAD: String(hoursToNoon) }
const test = plain.extend<object, { house: House }>({
  house: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, lend) => {
      const house = await startHouse(rehearsal)
      await lend(house)
      await house.stop()
    },
    { scope: 'worker', timeout: 150_000 },
  ],
})

test('a week of a session goes by: a slideshow every day, none twice, and a day without power is made up for once', async ({
  house,
  page,
  person,
}) => {
  test.slow()
  const project = await projectWith(house, person, 'Week', await Promise.all([1, 2, 3, 4].map((seed) => picture(seed))))
  const files = await photosOf(person, project.id)
  const session = await person.call<{ id: string }>('POST', '/api/media-sessions', {
    name: 'One a day',
    timeZone: 'UTC',
    frequency: 1,
    maxPerDay: 2,
    postingHours: { weekdays: [1, 2, 3, 4, 5, 6, 7], from: '00:01', until: '00:01' },
    style: { render: { slideSeconds: 1, transition: 'cut' }, slidesPerGroup: 2 },
  })
  await person.call('POST', `/api/media-sessions/${session.id}/items`, {
    media: files.map(({ id }) => ({ fileId: id })),
  })
  await person.call('POST', `/api/media-sessions/${session.id}/activate`, {})

  const groups = async (): Promise<Group[]> =>
    (await person.call<{ groups: Group[] }>('GET', `/api/media-sessions/${session.id}/groups`)).groups
  const made = async (): Promise<Group[]> => (await groups()).filter(({ state }) => state === 'ready')
  // From the first midnight on; of days four and five the house sleeps through the first.
  for (const day of [1, 2, 3, 5, 6, 7]) {
    rehearsal['REHEARSE_HOURS_AHEAD'] = String(hoursToNoon + day * 24)
    await house.restart()
    await expect
      .poll(async () => (await made()).map((group) => group.day), { timeout: 120_000 })
      .toContain(dayAhead(day))
  }
  // Started again on the same day, nothing comes twice.
  await house.restart()
  const end = await groups()
  expect(end.map(({ day, state }) => `${day} ${state}`).toSorted()).toEqual(
    [1, 2, 3, 4, 5, 6, 7].map((day) => `${dayAhead(day)} ${day === 4 ? 'skipped' : 'ready'}`),
  )
  // Two of four each time: never the same two in a row.
  const chosen = end
    .filter(({ state }) => state === 'ready')
    .toSorted((one, other) => one.day.localeCompare(other.day))
    .map(({ items }) => items.map(({ itemId }) => itemId).join())
  for (const [index, items] of chosen.entries()) expect(items).not.toBe(chosen[index + 1])

  // The calendar shows the week as it was, and says why a day is missing.
  const { entries } = await person.call<{ entries: Entry[] }>(
    'GET',
    `/api/calendar?from=${dayAhead(1)}&until=${dayAhead(8)}`,
  )
  expect(entries.find(({ day }) => day === dayAhead(4))?.reason?.code).toBe('slideshows.missed')
  expect(entries.find(({ day }) => day === dayAhead(8))?.state).toBe('planned')
  await page.goto(`/calendar?date=${dayAhead(4)}`)
  await expect(page.locator(`[data-entry*="${dayAhead(4)}"]`).first()).toBeVisible()
  await expectAccessible(page, 'a week in the calendar')
})
