import { resolution as resolutions, type Combination } from '@greenroom/contract/models.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readMp4 } from '#testing/mp4.ts'
import type { Checked, Frame, MakerFailure, Started, VideoMaker, VideoRequest } from './video-maker.ts'

/** What a maker hands to the suite to be tried against its promise. */
export interface VideoMakerDriver {
  maker: VideoMaker
  /** Two different pictures that the maker can read. */
  frames: { start: Frame; end: Frame }
  /** A request that is made quickly; the rest of it comes from the suite. */
  quick: Partial<VideoRequest>
  /** A folder for half-made files. */
  workFolder: string
  /** Resolves when the next check may tell something new. */
  wait(): Promise<void>
  film(video: Extract<Checked, { state: 'ready' }>['video']): Promise<Buffer>
  /** How many paid requests the vendor has taken so far; 0 for makers that take none. */
  taken(): number
  /** Requests that are accepted and end badly, and how. */
  failing: { change: Partial<VideoRequest>; failure: Partial<MakerFailure> }[]
  close(): Promise<void>
}

/** The promise of video-maker.ts as tests; every maker runs it. */
export const videoMakerSuite = (name: string, makeDriver: () => Promise<VideoMakerDriver>): void => {
  describe(`${name} keeps the promise of a video maker`, () => {
    let driver: VideoMakerDriver
    beforeAll(async () => {
      driver = await makeDriver()
    })
    afterAll(() => driver.close())

    const plain = (change: Partial<VideoRequest> = {}): VideoRequest => {
      const [model] = driver.maker.models()
      const [row] = model?.combinations ?? []
      if (model === undefined || row === undefined)
        throw new Error('A maker has at least one model with one combination.')
      return {
        model: model.model,
        prompt: 'A quiet hall; the camera moves slowly towards the window.',
        durationSeconds: row.durationSeconds,
        resolution: row.resolution,
        ratio: model.ratios[0] ?? '16:9',
        loop: row.loop,
        startFrame: driver.frames.start,
        endFrame: row.endFrame ? driver.frames.end : null,
        motion: 'push-in',
        userRef: 'person-1',
        ...driver.quick,
        ...change,
      }
    }
    const from = (row: Combination, change: Partial<VideoRequest> = {}): VideoRequest =>
      plain({
        durationSeconds: row.durationSeconds,
        resolution: row.resolution,
        loop: row.loop,
        endFrame: row.endFrame ? driver.frames.end : null,
        ...change,
      })
    const start = (request: VideoRequest, signal = new AbortController().signal): Promise<Started> =>
      driver.maker.start(request, { generationId: crypto.randomUUID(), callbackUrl: null, signal })
    const check = (jobId: string, request: VideoRequest): Promise<Checked> =>
      driver.maker.check(jobId, request, {
        signal: new AbortController().signal,
        workFolder: driver.workFolder,
        onProgress: () => {},
      })
    const accepted = async (request: VideoRequest): Promise<string> => {
      const started = await start(request)
      if (started.outcome !== 'accepted') throw new Error(`It was not accepted: ${JSON.stringify(started)}`)
      return started.jobId
    }
    const finished = async (jobId: string, request: VideoRequest): Promise<Checked> => {
      for (;;) {
        const checked = await check(jobId, request)
        if (checked.state === 'ready' || checked.state === 'failed') return checked
        await driver.wait()
      }
    }

    it('says what it is and how much it can take', () => {
      const { id, disclosure, limits } = driver.maker
      expect(disclosure.length).toBeGreaterThan(3)
      expect(limits.concurrent).toBeGreaterThanOrEqual(1)
      expect(limits.startsPerMinute).toBeGreaterThanOrEqual(1)
      for (const model of driver.maker.models()) expect(model.provider).toBe(id)
    })

    it('has a table without doubles, with a dated price wherever there is one', () => {
      for (const {
        model,
        combinations,
        pricesFrom,
        ai,
        ratios,
        promptMinLength,
        promptMaxLength,
      } of driver.maker.models()) {
        const keys = combinations.map(({ priceMicroUsd: _price, ...choice }) => JSON.stringify(choice))
        expect(new Set(keys).size, model).toBe(keys.length)
        expect(ratios.length, model).toBeGreaterThan(0)
        expect(promptMaxLength, model).toBeGreaterThan(promptMinLength)
        const paid = combinations.some(({ priceMicroUsd }) => priceMicroUsd > 0)
        if (paid) expect(pricesFrom, model).toMatch(/^\d{4}-\d{2}-\d{2}$/)
        else expect([pricesFrom, ai], model).toEqual([null, false])
        for (const row of combinations) {
          const dearer = combinations.filter(
            (other) =>
              other.loop === row.loop &&
              other.endFrame === row.endFrame &&
              other.durationSeconds >= row.durationSeconds &&
              resolutions.options.indexOf(other.resolution) >= resolutions.options.indexOf(row.resolution),
          )
          expect(Math.min(...dearer.map(({ priceMicroUsd }) => priceMicroUsd)), model).toBe(row.priceMicroUsd)
        }
      }
    })

    it('has no objection to what its table lists, and one to everything else', () => {
      for (const { model, ratios, combinations } of driver.maker.models()) {
        for (const ratio of ratios)
          for (const row of combinations) expect(driver.maker.problems(from(row, { model, ratio }))).toEqual([])
        for (const durationSeconds of [1, 5, 7, 9, 10, 60])
          for (const resolution of resolutions.options)
            for (const loop of [true, false])
              for (const endFrame of [true, false]) {
                const choice = { durationSeconds, resolution, loop, endFrame }
                const listed = combinations.some((row) =>
                  Object.entries(choice).every(([key, value]) => row[key as keyof Combination] === value),
                )
                const problems = driver.maker.problems(from({ ...choice, priceMicroUsd: 0 }, { model }))
                expect(problems.length === 0, JSON.stringify({ model, ...choice, problems })).toBe(listed)
              }
      }
    })

    it('objects in sentences with a stable code, and names the input', () => {
      const [model] = driver.maker.models()
      const objections = [
        driver.maker.problems(plain({ model: 'no-such-model' })),
        driver.maker.problems(plain({ prompt: 'x'.repeat((model?.promptMaxLength ?? 0) + 1) })),
        driver.maker.problems(plain({ durationSeconds: 61 })),
      ]
      for (const problems of objections) {
        expect(problems).toHaveLength(1)
        for (const { code, message } of problems) {
          expect(code).toMatch(new RegExp(`^${driver.maker.id}\\.[a-z_]+$`))
          expect(message).toMatch(/^[A-Z].*\.$/)
        }
      }
      expect(objections[1]?.[0]?.input).toBe('prompt')
    })

    it('sends nothing when a rule is broken', async () => {
      const before = driver.taken()
      const started = await start(plain({ durationSeconds: 61 }))
      expect(started).toMatchObject({
        outcome: 'rejected',
        failure: { kind: 'invalid_input', input: 'options', retryable: false, charged: 'no' },
      })
      expect(driver.taken()).toBe(before)
    })

    it('sends nothing when it is called off beforehand, and does not throw', async () => {
      const before = driver.taken()
      expect(await start(plain(), AbortSignal.abort())).toMatchObject({
        outcome: 'rejected',
        failure: { charged: 'no' },
      })
      expect(driver.taken()).toBe(before)
    })

    it('does not throw when a picture cannot be read', async () => {
      const broken = async () => {
        throw new Error('The disk is gone.')
      }
      const before = driver.taken()
      const started = await start(plain({ startFrame: { ...driver.frames.start, read: broken, signedUrl: broken } }))
      expect(started).toMatchObject({ outcome: 'rejected', failure: { charged: 'no' } })
      expect(driver.taken()).toBe(before)
    })

    it('makes a film that plays and is as long as it was asked to be, with one request', async () => {
      const before = driver.taken()
      const request = plain()
      const jobId = await accepted(request)
      const checked = await finished(jobId, request)
      if (checked.state !== 'ready') throw new Error(`It did not become ready: ${JSON.stringify(checked)}`)
      const film = readMp4(await driver.film(checked.video))
      expect(film.codec).toBe('avc1')
      expect(Math.abs(film.seconds - request.durationSeconds)).toBeLessThan(0.25)
      expect(film.frames).toBeGreaterThan(request.durationSeconds * 20)
      expect(checked.priceMicroUsd === null || checked.priceMicroUsd >= 0).toBe(true)
      expect(driver.taken() - before).toBeLessThanOrEqual(1)
      // Looking costs nothing and may be done again, also after a crash between two lines.
      expect((await check(jobId, request)).state).toBe('ready')
      expect(driver.taken() - before).toBeLessThanOrEqual(1)
    })

    it('makes every kind of scene it lists', async () => {
      for (const { model, combinations } of driver.maker.models()) {
        const cheapest = [...combinations].sort((one, other) => one.priceMicroUsd - other.priceMicroUsd)
        for (const loop of [true, false])
          for (const endFrame of [true, false]) {
            const row = cheapest.find((one) => one.loop === loop && one.endFrame === endFrame)
            if (row === undefined) continue
            const request = from(row, { model })
            expect((await finished(await accepted(request), request)).state, JSON.stringify(row)).toBe('ready')
          }
      }
    })

    it('tells why a job failed', async () => {
      for (const { change, failure } of driver.failing) {
        const request = plain(change)
        const checked = await finished(await accepted(request), request)
        expect(checked, JSON.stringify(change.prompt)).toMatchObject({ state: 'failed', failure })
      }
    })

    it('calls a job that nobody knows failed instead of waiting for ever', async () => {
      expect(await check('no-such-job', plain())).toMatchObject({ state: 'failed', failure: { kind: 'expired' } })
    })

    it('looks again after a sane time, however often it has looked', () => {
      for (const attempt of [0, 1, 2, 10, 100, 10_000]) {
        const delay = driver.maker.checkDelayMs(attempt)
        expect(Number.isInteger(delay) && delay > 0 && delay <= 60_000, String(attempt)).toBe(true)
      }
    })

    it('reads no job out of a callback that names none', () => {
      for (const body of [
        null,
        undefined,
        '',
        'x',
        7,
        [],
        {},
        { id: 7 },
        { id: '' },
        { id: '../../credits' },
        { id: 'x'.repeat(500) },
      ])
        expect(driver.maker.readCallback?.(body) ?? null).toBeNull()
    })
  })
}
