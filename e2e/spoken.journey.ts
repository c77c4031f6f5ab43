import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { LaunchOptions, Page } from '@playwright/test'
import { expectToSound } from './desk.ts'
import { startContractServers, startHouse, type ContractServers } from './house.ts'
import { expect, expectAccessible, test as plain } from './journey.ts'
import { signUp, somebody, type Person } from './people.ts'

// The vendors' stand-ins listen, speak, judge and draw no face; the microphone beeps.
const test = plain.extend<object, { vendor: ContractServers; launchOptions: LaunchOptions }>({
  launchOptions: [
    async ({ launchOptions }, lend) =>
      lend({
        ...launchOptions,
        args: [
          ...(launchOptions.args ?? []),
          '--use-fake-device-for-media-stream',
          '--use-fake-ui-for-media-stream',
          '--autoplay-policy=no-user-gesture-required',
        ],
      }),
    { scope: 'worker' },
  ],
  vendor: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, lend) => {
      const vendor = await startContractServers(1)
      await lend(vendor)
      await vendor.stop()
    },
    { scope: 'worker', timeout: 150_000 },
  ],
  house: [
    async ({ vendor }, lend) => {
      const theirs = Object.entries(vendor.environment).filter(([name]) => /^(OPENAI|LIVEAVATAR|OUTBOUND)_/.test(name))
      // Which voice a house takes by itself depends on the day; the live one is heard while it is made.
      const house = await startHouse({ SIGNUP_APPROVAL: 'off', ...Object.fromEntries(theirs), COACH_VOICE: 'live' })
      await lend(house)
      await house.stop()
    },
    { scope: 'worker', timeout: 150_000 },
  ],
})
test.describe.configure({ mode: 'serial' })

const customer = 'Sanne de Vries'
/** After the last of them the customer agrees, whatever she says on the way. */
const said = [
  `Good morning, this is Mia of Planner. Is now a bad time, or may I have two minutes?`,
  'How do you currently plan the work of your fitters?',
  'What happens when somebody is ill, and how many hours does that cost you in a week?',
  'So what you are saying is that it costs you your evenings, did I get that right?',
  'Who else decides about this, and by when do you want it solved?',
  'What would have to be true in three months for you to say this was worth it?',
  'Shall we book half an hour on Tuesday at ten, with everybody who decides?',
]
const lines = (page: Page) => page.getByRole('log', { name: 'What was said' }).getByRole('listitem')
const idOf = (page: Page): string => new URL(page.url()).pathname.split('/').at(-1) ?? ''

interface Call {
  roleplay: { mode: string; retryOf: { sessionId: string; turn: number } | null }
  turns: { number: number; speaker: string; text: string; source: string; startMs: number | null; audioUrl: string }[]
  talkMs: number
}

/** Begins a spoken call by the same endpoints as the studio and opens it. */
const openCall = async (page: Page, person: Person, purposes: readonly string[]): Promise<string> => {
  await person.call('POST', '/api/coach/consents', { purposes, textVersion: '2026-11' })
  const { scenarios } = await person.call<{ scenarios: { id: string; slug: string }[] }>('GET', '/api/scenarios')
  const { roleplay } = await person.call<{ roleplay: { id: string } }>('POST', '/api/sessions/start', {
    idempotencyKey: randomUUID(),
    scenarioId: scenarios.find(({ slug }) => slug === 'first-five-minutes')?.id,
    workspaceId: null,
    language: 'en',
    mode: 'spoken',
  })
  await page.goto(`/coach/sessions/${roleplay.id}`)
  return roleplay.id
}
const begin = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Use the microphone' }).click()
  await expect(page.getByText('the bar should move')).toBeVisible()
  await page.getByRole('button', { name: `Call ${customer}` }).click()
  await expect(lines(page)).toHaveCount(1)
}

/** A minute of talk: with everything a page tells, the house lets its clock be up to five seconds ahead of the real one. */
const wind = async (page: Page, person: Person, id: string): Promise<void> => {
  const { talkMs } = await person.call<Call>('GET', `/api/sessions/${id}`)
  for (let step = 1; step <= 12; step += 1)
    await person.call('POST', `/api/sessions/${id}/pause`, { paused: step % 2 === 1, talkMs: talkMs + step * 5000 })
  // All of it, so that the page has heard of the last step too: after the one before it the call is paused.
  await expect.poll(() => clockOf(page)).toBeGreaterThanOrEqual(Math.floor((talkMs + 60_000) / 1000))
}
const clockOf = async (page: Page): Promise<number> => {
  const [minutes = 0, seconds = 0] = (await page.getByRole('timer').innerText()).split(':').map(Number)
  return minutes * 60 + seconds
}

const controlOf = (vendor: ContractServers, of: 'OPENAI_BASE_URL' | 'LIVEAVATAR_API_BASE'): string =>
  new URL(vendor.environment[of] ?? '').origin
const facesOf = async (vendor: ContractServers): Promise<string[]> => {
  const answer = await fetch(`${controlOf(vendor, 'LIVEAVATAR_API_BASE')}/_log`)
  return ((await answer.json()) as { sessions: { state: string }[] }).sessions.map(({ state }) => state)
}

/** How much of the present turn the browser has kept. */
const piecesKept = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const opening = indexedDB.open('greenroom-calls')
        opening.onsuccess = () => {
          const counting = opening.result.transaction('pieces').objectStore('pieces').count()
          counting.onsuccess = () => {
            opening.result.close()
            resolve(counting.result)
          }
        }
      }),
  )
/** Nothing is on its way any more. */
const free = (page: Page): Promise<void> => expect(page.getByRole('button', { name: 'Hold to talk' })).toBeEnabled()
const press = async (page: Page): Promise<void> => {
  await free(page)
  // Space belongs to whatever has the keyboard.
  await page.getByRole('heading', { name: customer }).click()
  await page.keyboard.down('Space')
  await expect.poll(() => piecesKept(page)).toBeGreaterThan(0)
}
const speak = async (page: Page): Promise<void> => {
  await free(page)
  const before = await lines(page).count()
  await press(page)
  await page.keyboard.up('Space')
  await expect(lines(page)).toHaveCount(before + 2)
}

test('a spoken call is heard, answered aloud, outlives a reload in the middle of a turn, is scored, replayed and taken away', async ({
  house,
  vendor,
  page: admins,
  openWindow,
}) => {
  // Seven turns, each with a vendor that listens and one that speaks: a machine with other work needs its time for that.
  test.slow()
  const order = await fetch(`${controlOf(vendor, 'OPENAI_BASE_URL')}/_control`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      inject: said.map((text) => ({ kind: 'says', path: 'audio/transcriptions', text })),
    }),
  })
  expect(order.ok, await order.text()).toBe(true)
  const mia = await signUp(house, somebody('Mia'))
  const page = await openWindow(mia)
  const refused: string[] = []
  page.on('response', (answer) => {
    if (/\/(turns|clips\/[^/]+)$/.test(new URL(answer.url()).pathname) && answer.status() >= 400)
      refused.push(`${answer.status()} ${answer.url()}`)
  })
  // Each line is asked for while it is made, with a token that is taken; in place of one that is not, another is asked for.
  const stale = 'of.yesterday'
  const heard: string[] = []
  page.on('response', (answer) => {
    if (!/\/voice(-token)?$/.test(new URL(answer.url()).pathname)) return
    const token = answer.request().headers()['x-voice-token']
    if ([401, 403].includes(answer.status()) && token !== stale) refused.push(`${answer.status()} ${answer.url()}`)
    if (token !== undefined) heard.push(token)
  })

  const id = await openCall(page, mia, ['transcript', 'audio', 'provider'])
  await begin(page)
  // The page goes away in the middle of a turn.
  await press(page)
  const given = { status: 201, json: { token: stale, expiresAt: new Date().toISOString() } }
  await page.route('**/voice-token', (route) => route.fulfill(given), { times: 1 })
  await page.reload()
  await page.keyboard.up('Space')
  const cutOff = page.getByRole('region', { name: 'You were cut off while you spoke' })
  await expectToSound(page, cutOff.getByRole('button', { name: 'Listen to this turn' }), 'Stop')
  await expectAccessible(page, 'a turn that was cut off')
  await cutOff.getByRole('button', { name: 'Use what I said' }).click()
  await expect(lines(page).filter({ hasText: said[0] ?? '' })).toBeVisible()
  await expect(cutOff).toBeHidden()
  // With the answer to it, before anybody counts.
  await expect(lines(page)).toHaveCount(3)
  await page.getByRole('button', { name: 'Use the microphone' }).click()

  // A face that never appears costs nobody the call.
  await page.getByRole('button', { name: 'Show a moving face' }).click()
  await speak(page)
  await expect(page.getByRole('status').filter({ hasText: 'Speaking' })).toBeVisible()
  await wind(page, mia, id)
  for (const _ of said.slice(2)) await speak(page)
  await expect(page.getByText('The call is over. You agreed on a next step.')).toBeVisible()
  await expect.poll(() => facesOf(vendor), { timeout: 120_000 }).toEqual(['ended'])
  expect(refused).toEqual([])
  expect(heard.filter((token) => token !== stale).length).toBeGreaterThan(said.length / 2)
  const call = await mia.call<Call>('GET', `/api/sessions/${id}`)
  const own = call.turns.filter(({ speaker, number }) => speaker === 'trainee' && number > 0)
  expect(own.map(({ text, source }) => [text, source])).toEqual(said.map((text) => [text, 'openai']))
  await page.getByRole('button', { name: 'Read it through' }).click()

  await expectToSound(page, page.getByRole('button', { name: 'Listen to this turn' }).first(), 'Stop')
  await page.getByRole('button', { name: 'Put right' }).nth(1).click()
  await page.getByLabel('What you really said').fill(`${said[0]} Thank you.`)
  await page.getByRole('button', { name: 'Keep', exact: true }).click()
  await expect(page.getByText('First:')).toContainText(said[0] ?? '')
  await page.getByRole('button', { name: 'Have it scored' }).first().click()
  await expect(page.getByRole('region', { name: 'Score' })).toContainText('Judged by a model', { timeout: 120_000 })
  await expect(page.getByText(/words a minute$/)).toBeVisible()
  await expectAccessible(page, 'the score of a spoken call')

  await page.getByRole('tab', { name: 'Replay' }).click()
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeEnabled()
  await expectToSound(page, page.getByRole('button', { name: /^Play from/ }).nth(1), 'Pause')
  await expectAccessible(page, 'the replay of a call with two voices')
  await page.getByRole('button', { name: 'More', exact: true }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'Download everything (ZIP)' }).click()
  const names = (await readFile(await (await download).path())).toString('latin1')
  for (const name of ['call.json', 'transcript.json', 'audio/002-trainee.webm', 'audio/003-customer.wav'])
    expect(names).toContain(name)

  // The first one in this house is its admin, who says why.
  await admins.goto(`/coach/sessions/${id}`)
  await admins.getByLabel('Reason').fill('Mia asked me to look at her score.')
  await expectAccessible(admins, 'saying why one reads a call')
  await admins.getByRole('button', { name: 'Read the call' }).click()
  await expect(admins.getByText(said[1] ?? '')).toBeVisible()
  await expect(admins.getByRole('button', { name: 'More', exact: true })).toBeHidden()
  await page.getByRole('tab', { name: 'Score' }).click()
  await page.reload()
  await expect(page.getByText('Robin Person (admin)')).toBeVisible()

  await page.getByRole('tab', { name: 'Replay' }).click()
  await page
    .getByRole('listitem')
    .filter({ hasText: said[2] ?? '' })
    .getByRole('button', { name: 'Try this moment again' })
    .click()
  await page.getByRole('dialog').getByRole('button', { name: 'Spoken' }).click()
  await expect(page).not.toHaveURL(new RegExp(id))
  await expect(lines(page).filter({ hasText: said[1] ?? '' })).toBeVisible()
  expect((await mia.call<Call>('GET', `/api/sessions/${idOf(page)}`)).roleplay).toMatchObject({
    mode: 'spoken',
    retryOf: { sessionId: id, turn: 6 },
  })
})

test('where nobody else listens, the browser writes down what is said, and the house is told that it did', async ({
  page,
  person,
}) => {
  await page.addInitScript((sentence) => {
    // Chromium’s own asks its maker.
    class Listener {
      onresult: ((event: unknown) => void) | null = null
      onend: (() => void) | null = null
      hear(isFinal: boolean): void {
        this.onresult?.({ resultIndex: 0, results: [{ isFinal, 0: { transcript: sentence } }] })
      }
      start(): void {
        queueMicrotask(() => this.hear(false))
      }
      stop(): void {
        this.hear(true)
        queueMicrotask(() => this.onend?.())
      }
      abort(): void {
        queueMicrotask(() => this.onend?.())
      }
    }
    Object.assign(globalThis, { SpeechRecognition: Listener, webkitSpeechRecognition: Listener })
  }, said[1] ?? '')
  const { scenarios } = await person.call<{ scenarios: { id: string; slug: string }[] }>('GET', '/api/scenarios')
  await page.goto(`/coach/scenarios/${scenarios.find(({ slug }) => slug === 'first-five-minutes')?.id}`)
  await page.getByRole('button', { name: 'Start a call' }).click()
  const dialog = page.getByRole('dialog', { name: 'Start a call' })
  await dialog.getByText('Spoken', { exact: true }).click()
  for (const agreement of ['Keep the words', 'Record my voice', 'Let this browser write down'])
    await dialog.getByRole('switch', { name: agreement }).click()
  await dialog.getByRole('button', { name: 'Agree and go on' }).click()
  await begin(page)
  await press(page)
  await expect(page.getByText(said[1] ?? '')).toBeVisible()
  await page.keyboard.up('Space')
  await expect(lines(page)).toHaveCount(3)
  const { turns } = await person.call<Call>('GET', `/api/sessions/${idOf(page)}`)
  expect(turns[2]).toMatchObject({ text: said[1], source: 'browser', startMs: expect.any(Number) })
  expect(turns[2]?.audioUrl).not.toBeNull()
})
