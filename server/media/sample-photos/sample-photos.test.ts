import { mkdir, mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { takenAt } from '../photo-derive.ts'
import { places } from './places.ts'
import { makeSamplePhotos, samplePhotoNames, type MadeSamplePhoto } from './sample-photos.ts'

let folder = ''
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'greenroom-samples-'))))
afterAll(() => rm(folder, { recursive: true }))

describe('sample photographs', () => {
  let made: MadeSamplePhoto[] = []
  const told: string[] = []

  it('are drawn, each told as it is ready, in the order of their pairs', async () => {
    made = await makeSamplePhotos({ folder, longSide: 240, processes: 2, onPhoto: ({ name }) => told.push(name) })
    expect(made.map(({ name }) => name)).toEqual(samplePhotoNames)
    expect(new Set(samplePhotoNames).size).toBe(24)
    expect(told.toSorted()).toEqual(made.map(({ name }) => name).toSorted())
    expect((await readdir(folder)).toSorted()).toEqual(told.toSorted())
  }, 120_000)

  it('know when they were taken, the second of a pair after the first', async () => {
    const times = await Promise.all(made.map(({ path }) => takenAt(path)))
    for (let pair = 0; pair < times.length; pair += 2) {
      expect(times[pair]).toMatch(/^20\d\d-.*Z$/)
      expect(Date.parse(times[pair + 1] ?? '')).toBeGreaterThan(Date.parse(times[pair] ?? ''))
    }
  })

  it('are wide and high ones, none empty, burnt out or black', async () => {
    for (const [count, { path }] of made.entries()) {
      const { width, height } = await sharp(path).metadata()
      expect([width, height]).toEqual(places[count >> 1]?.portrait ? [160, 240] : [240, 160])
      const { channels, entropy } = await sharp(path).stats()
      const mean = channels.reduce((sum, channel) => sum + channel.mean, 0) / 3
      expect(mean).toBeGreaterThan(25)
      expect(mean).toBeLessThan(200)
      expect(Math.max(...channels.map((channel) => channel.stdev))).toBeGreaterThan(20)
      expect(entropy).toBeGreaterThan(5)
    }
  })

  it('are the same every time, also when only the second of a pair is wanted', async () => {
    const again = join(folder, 'again')
    await mkdir(again)
    const names = samplePhotoNames.filter((_, count) => [0, 3].includes(count))
    const few = await makeSamplePhotos({ folder: again, longSide: 240, names })
    expect(few.map(({ name }) => name)).toEqual(names)
    expect((await readdir(again)).toSorted()).toEqual(names.toSorted())
    for (const { name, path } of few) expect(await readFile(path)).toEqual(await readFile(join(folder, name)))
  }, 60_000)
})
