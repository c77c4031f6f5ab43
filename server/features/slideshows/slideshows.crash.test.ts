import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SlideGroup } from '@greenroom/contract/slideshows.ts'
import { readConfig } from '#kernel/config.ts'
import { makeLog } from '#kernel/log.ts'
import { startOpenAiContract, type OpenAiContract } from '#testing/openai-contract/openai-contract.ts'
import { peopleOf, type TestPerson } from '#testing/people.ts'
import { freePort, houseProcess, type HouseProcess } from '#testing/process.ts'
import { addProjectWithPhotos } from '#testing/ready-photos.ts'
import { itemsOf, newSession, run } from '#testing/slideshow-house.ts'
import { buildHouse } from '../../house.ts'

const kills = 6
const photos = 6

let openai: OpenAiContract
let house: HouseProcess
let folder: string
let person: TestPerson
let fileIds: string[]

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'greenroom-slideshow-crash-'))
  openai = await startOpenAiContract()
  const port = await freePort()
  const environment = {
    GREENROOM_DATA: folder,
    OPENAI_API_KEY: 'sk-contract',
    OPENAI_BASE_URL: openai.baseUrl,
    OUTBOUND_ALLOW: openai.origin,
  }
  house = houseProcess(port, environment)
  // People and photos are put in by a house in this process; the one that is killed then opens the same folder.
  const seeding = await buildHouse({
    config: readConfig({ ...environment, PORT: String(port) }),
    log: makeLog('error'),
    siteUrl: house.url,
  })
  person = await peopleOf(seeding, house.url).add()
  fileIds = (await addProjectWithPhotos(seeding, person, { count: photos })).fileIds
  await seeding.stop()
  await house.start()
})
afterAll(async () => {
  await house.stop()
  await openai.close()
  await rm(folder, { recursive: true, force: true })
})

const groupsOf = async (sessionId: string): Promise<SlideGroup[]> =>
  (await person.call('GET', `/api/media-sessions/${sessionId}/groups?limit=100`)).body.groups

test(
  `killed ${kills} times at every step of choosing, writing, rendering and keeping: every slideshow is made once and no call is paid twice`,
  async () => {
    const style = { slidesPerGroup: 2, render: { format: '1:1', slideSeconds: 1, transition: 'cut' } }
    const { id } = await newSession(person, { maxPerDay: 50, style })
    await person.call('POST', `/api/media-sessions/${id}/items`, { media: fileIds.map((fileId) => ({ fileId })) })
    const asked: string[] = []
    for (let round = 0; round < kills; round += 1) {
      // Every third round its captions are missing again and the answer comes late: the kill falls while money is on its way.
      for (const item of await itemsOf(person, id))
        if (round % 3 === 0) await person.call('PATCH', `/api/media-sessions/${id}/items/${item.id}`, { caption: null })
      const before = openai.log.paid().length
      if (round % 3 === 0) openai.inject({ kind: 'slow', delayMs: 1500 })
      asked.push((await run(person, id)).body.id)
      if (round % 6 === 0)
        await expect.poll(() => openai.log.paid().length, { interval: 5, timeout: 90_000 }).toBeGreaterThan(before)
      await pause((round * 173) % 2600)
      await house.kill()
      await house.start()
    }
    const open = async (): Promise<number> =>
      (await groupsOf(id)).filter(({ state }) => !['ready', 'failed'].includes(state)).length
    await expect.poll(open, { timeout: 240_000, interval: 500 }).toBe(0)

    const groups = await groupsOf(id)
    expect(groups.map((group) => group.id).toSorted()).toEqual(asked.toSorted())
    expect(groups.map(({ state }) => state)).toEqual(groups.map(() => 'ready'))
    // Each was chosen once: what was used counts for exactly the slides that are shown.
    const used = (await itemsOf(person, id)).reduce((sum, { usedCount }) => sum + usedCount, 0)
    expect(used).toBe(groups.reduce((sum, { items }) => sum + items.length, 0))
    // The vendor got every call at most once.
    const requests = openai.log.paid().map(({ clientRequestId }) => clientRequestId)
    expect(new Set(requests).size).toBe(requests.length)
    const fellBack = groups.filter(({ findings }) => findings.some(({ code }) => code === 'captions.fell_back')).length
    process.stdout.write(
      `  ${kills} kills: ${groups.length} slideshows, ${requests.length} calls paid, ${fellBack} written by templates instead\n`,
    )
    for (const { videoUrl, bytes } of groups) {
      const whole = await person.fetch(videoUrl ?? '')
      expect([whole.status, (await whole.arrayBuffer()).byteLength]).toEqual([200, bytes])
    }
    expect(await readdir(join(folder, 'work', 'groups'))).toEqual([])
  },
  15 * 60_000,
)
