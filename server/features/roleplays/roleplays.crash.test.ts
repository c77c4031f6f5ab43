import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Clip, Rehearsal, Roleplay } from '@greenroom/contract/rehearsals.ts'
import { readConfig } from '#kernel/config.ts'
import { newId } from '#kernel/id.ts'
import { makeLog } from '#kernel/log.ts'
import { startOpenAiContract, type OpenAiContract } from '#testing/openai-contract/openai-contract.ts'
import { peopleOf, type TestPerson } from '#testing/people.ts'
import { freePort, houseProcess, type HouseProcess } from '#testing/process.ts'
import { agree, recording, starter } from '#testing/roleplay-house.ts'
import { buildHouse } from '../../house.ts'
import { readCall as script, traineeLines } from './fixtures/calls.ts'

/** More by CRASH_KILLS, for a campaign by hand. */
const kills = Number(process.env['CRASH_KILLS'] ?? 5)
const lines = traineeLines(script('first-five-minutes.pass.en'))
/** Enough to be scored where that is what is killed; else as few as it takes. */
const linesOf = (moment: Moment): string[] => lines.slice(0, moment === 'scoring' ? 7 : 4)
/** Where the kill falls. */
const moments = ['upload', 'transcription', 'turn', 'answer', 'scoring'] as const
type Moment = (typeof moments)[number]

let openai: OpenAiContract
let house: HouseProcess
let folder: string
let person: TestPerson

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'greenroom-calls-crash-'))
  openai = await startOpenAiContract()
  const port = await freePort()
  const environment = {
    GREENROOM_DATA: folder,
    OPENAI_API_KEY: 'sk-contract',
    OPENAI_BASE_URL: openai.baseUrl,
    OUTBOUND_ALLOW: openai.origin,
    SEARCH_EMBEDDER: 'off',
  }
  house = houseProcess(port, environment)
  // The person is put in by a house in this process; the one that is killed then opens the same folder.
  const seeding = await buildHouse({
    config: readConfig({ ...environment, PORT: String(port) }),
    log: makeLog('error'),
    siteUrl: house.url,
  })
  person = await peopleOf(seeding, house.url).add()
  await seeding.stop()
  await house.start()
  await agree(person, 'transcript', 'audio', 'provider')
})
afterAll(async () => {
  await house.stop()
  await openai.close()
  await rm(folder, { recursive: true, force: true })
})

let restarting = Promise.resolve()
let killed = 0
const kill = (): void => {
  killed += 1
  restarting = restarting.then(() => house.kill()).then(() => house.start())
}
/** Asks until the house answers, as the page of a person does: the same request, with the same ids. */
const ask = async (method: string, path: string, body?: unknown, more: RequestInit = {}): Promise<Response> => {
  for (;;) {
    try {
      const answer = await person.fetch(path, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
        ...more,
      })
      if (answer.status !== 503) return answer
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
    }
    await pause(50)
  }
}
const asked = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
  for (;;)
    try {
      const answer = await ask(method, path, body)
      const read = (await answer.json()) as T & { code?: string }
      expect([answer.ok, read.code]).toEqual([true, undefined])
      return read
    } catch (error) {
      // Killed in the middle of an answer.
      if (!(error instanceof TypeError)) throw error
    }
}
const paid = (path: string) => openai.log.paid().filter((post) => post.path === path)
/** Kills as soon as the vendor has been paid for one more of these, which answers late. */
const killOnPayment = (path: string): void => {
  const before = paid(path).length
  openai.inject({ kind: 'slow', delayMs: 1500, path })
  const watch = async (): Promise<void> => {
    while (paid(path).length === before) await pause(2)
    kill()
  }
  void watch()
}

interface Kept {
  sessionId: string
  said: { turnId: string; clipId: string; text: string; sha256: string }[]
}
const rehearse = async (moment: Moment, round: number): Promise<Kept> => {
  const begun = { idempotencyKey: newId(), scenarioId: starter(), language: 'en', mode: 'spoken' }
  const { roleplay } = await asked<Rehearsal>('POST', '/api/sessions/start', begun)
  const sessionId = roleplay.id
  const kept: Kept = { sessionId, said: [] }
  const at = (more: string): string => `/api/sessions/${sessionId}${more}`
  let number = 0
  for (const [place, line] of linesOf(moment).entries()) {
    const turnId = newId()
    // A call whose turns all have times is as short as this test is quick, and too short to be scored: one is typed.
    if (place === 0 || (moment === 'scoring' && place === 1)) {
      const wish = { turnId, number, text: line, source: 'typed', talkMs: 0 }
      number = (await asked<{ nextTurn: number }>('POST', at('/turns'), wish)).nextTurn
      kept.said.push({ turnId, clipId: '', text: line, sha256: '' })
      continue
    }
    const now = place === 1 + (round % 3)
    const clipId = newId()
    const bytes = recording(2, round * 100 + place)
    if (now && moment === 'transcription') killOnPayment('audio/transcriptions')
    const send = () =>
      ask('PUT', at(`/clips/${clipId}?turn=${number}&start=0&end=2000`), undefined, {
        body: new Uint8Array(bytes),
        headers: { 'content-type': 'audio/wav' },
      })
    const sending = send()
    if (now && moment === 'upload') {
      await pause((round * 7) % 25)
      kill()
    }
    expect((await sending).status).toBe(200)
    if (now && moment === 'turn') setTimeout(kill, (round * 5) % 30)
    if (now && moment === 'answer') killOnPayment('responses')
    const wish = { turnId, number, text: line, source: 'browser', clipId, talkMs: 0 }
    number = (await asked<{ nextTurn: number }>('POST', at('/turns'), wish)).nextTurn
    kept.said.push({ turnId, clipId, text: line, sha256: createHash('sha256').update(bytes).digest('hex') })
    await restarting
  }
  await restarting
  if (moment === 'scoring') killOnPayment('responses')
  await asked<Roleplay>('POST', at('/process'))
  return kept
}

test(
  `killed ${kills} times during uploads, listening, turns, answers and scoring: no turn is lost and nothing is paid twice`,
  async () => {
    const calls: Kept[] = []
    for (let round = 0; round < kills; round += 1) {
      calls.push(await rehearse(moments[round % moments.length] ?? 'turn', round))
      await expect.poll(() => killed, { timeout: 90_000 }).toBe(round + 1)
      await restarting
    }
    const fates = { tooShort: 0, byModel: 0, byRules: 0, heard: 0, unknown: 0 }
    for (const { sessionId, said } of calls) {
      const finished = async (): Promise<string> =>
        (await asked<{ roleplay: Roleplay }>('GET', `/api/sessions/${sessionId}/score`)).roleplay.scoreState
      await expect.poll(finished, { timeout: 60_000, interval: 100 }).toMatch(/^(not_)?scored$/)
      const { turns, roleplay } = await asked<Rehearsal>('GET', `/api/sessions/${sessionId}`)
      // Every turn that was said is there, once, in its place, with the recording that belongs to it.
      const mine = turns.filter(({ speaker }) => speaker === 'trainee')
      expect(mine.map(({ id, text }) => [id, text])).toEqual(said.map(({ turnId, text }) => [turnId, text]))
      expect(turns.map(({ number }) => number)).toEqual(turns.map((_, place) => place))
      expect(turns.filter(({ speaker }) => speaker === 'customer')).toHaveLength(said.length)
      for (const [place, { clipId, sha256 }] of said.entries()) {
        if (clipId === '') continue
        const bytes = Buffer.from(await (await fetch(`${house.url}${mine[place]?.audioUrl}`)).arrayBuffer())
        expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256)
        const settled = async (): Promise<string> =>
          (await asked<Clip>('GET', `/api/sessions/${sessionId}/clips/${clipId}`)).state
        await expect.poll(settled, { timeout: 60_000, interval: 100 }).toMatch(/^(ready|unknown)$/)
        fates[(await settled()) === 'ready' ? 'heard' : 'unknown'] += 1
      }
      fates[
        roleplay.scoreState === 'not_scored' ? 'tooShort' : roleplay.judgedBy === 'model' ? 'byModel' : 'byRules'
      ] += 1
    }
    // Each row of the ledger reached the vendor at most once, and each recording was paid for at most once.
    const posts = openai.log.paid()
    const ids = posts.map(({ clientRequestId }) => clientRequestId)
    expect(ids.every((id) => id !== null)).toBe(true)
    expect(new Set(ids).size).toBe(ids.length)
    const clips = calls.flatMap(({ said }) => said).filter(({ clipId }) => clipId !== '').length
    const listened = paid('audio/transcriptions').length
    // Killed before the line was open, a recording was never sent, and nobody can know that: a person decides.
    expect([listened <= clips, listened >= fates.heard]).toEqual([true, true])
    process.stdout.write(
      `  ${killed} kills: ${calls.length} calls, ${calls.reduce((sum, { said }) => sum + said.length, 0)} turns, ${clips} recordings (${fates.heard} heard, ${fates.unknown} unknown), ${fates.byModel} scored by the model, ${fates.byRules} by rules and ${fates.tooShort} too short to score, ${posts.length} calls paid once each\n`,
    )
  },
  20 * 60_000,
)
