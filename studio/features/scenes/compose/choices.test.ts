import type { Combination, VideoModel } from '@greenroom/contract/models.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { choicesOf, choose, noWishes, pickModel, settle, settleRatio, takesEndFrame, type Wishes } from './choices.ts'

const combination = (
  durationSeconds: number,
  resolution: Combination['resolution'],
  loop: boolean,
  endFrame: boolean,
  dollars: number,
): Combination => ({ durationSeconds, resolution, loop, endFrame, priceMicroUsd: dollars * 1_000_000 })

const model: VideoModel = {
  provider: 'luma',
  model: 'ray',
  label: 'Ray',
  ai: true,
  ratios: ['16:9', '1:1', '9:16'],
  combinations: [
    combination(5, '720p', false, false, 0.4),
    combination(5, '720p', true, false, 0.4),
    combination(5, '1080p', false, false, 0.9),
    combination(10, '720p', false, false, 0.8),
    combination(5, '720p', false, true, 0.5),
    combination(5, '1080p', false, true, 1),
  ],
  promptMinLength: 3,
  promptMaxLength: 5000,
  pricesFrom: '2026-11-01',
  unavailable: null,
}
const plain: VideoModel = { ...model, model: 'plain', combinations: model.combinations.filter((one) => !one.endFrame) }
const away: VideoModel = { ...model, model: 'away', unavailable: { message: 'Needs a key.' } }

describe('which model', () => {
  test('is the wished one, then the preferred one, then the first that works', () => {
    const models = [away, plain, model]
    expect(pickModel(models, 'luma/ray', null)).toBe(model)
    expect(pickModel(models, null, 'luma/ray')).toBe(model)
    expect(pickModel(models, 'luma/away', null)).toBe(plain)
    expect(pickModel([away], null, null)).toBeUndefined()
  })

  test('says whether it can end at a photo', () => {
    expect(takesEndFrame(model)).toBe(true)
    expect(takesEndFrame(plain)).toBe(false)
  })
})

describe('settling on a combination', () => {
  test('starts with five seconds at 720p', () => {
    expect(settle(model, noWishes, false)).toMatchObject({ durationSeconds: 5, resolution: '720p', loop: false })
  })

  test('is not possible when the model takes no end frame and there is one', () => {
    expect(settle(plain, noWishes, true)).toBeUndefined()
  })

  test('keeps what was chosen last and lets the rest give way', () => {
    const long = choose(model, { ...noWishes, resolution: '1080p' }, false, 'durationSeconds', 10)
    expect(long).toMatchObject({ durationSeconds: 10, resolution: '720p' })
    const sharp = choose(model, long, false, 'resolution', '1080p')
    expect(sharp).toMatchObject({ durationSeconds: 5, resolution: '1080p' })
    const looped = choose(model, sharp, false, 'loop', true)
    expect(looped).toMatchObject({ durationSeconds: 5, resolution: '720p', loop: true })
  })

  test('gives up the loop when an end frame is set, and remembers the wish for later', () => {
    const looped: Wishes = { ...noWishes, loop: true }
    expect(settle(model, looped, true)).toMatchObject({ loop: false, endFrame: true })
    expect(settle(model, looped, false)).toMatchObject({ loop: true })
  })

  test('no way of choosing ever leaves what the model allows', () => {
    const field = fc.oneof(
      fc.record({ field: fc.constant('durationSeconds' as const), value: fc.constantFrom(5, 9, 10) }),
      fc.record({
        field: fc.constant('resolution' as const),
        value: fc.constantFrom('540p', '720p', '1080p', '4k' as const),
      }),
      fc.record({ field: fc.constant('loop' as const), value: fc.boolean() }),
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(field, fc.boolean()), { minLength: 1, maxLength: 12 }), (steps) => {
        let wishes: Wishes = noWishes
        for (const [{ field: changed, value }, endFrame] of steps) {
          wishes = choose(model, wishes, endFrame, changed, value)
          const settled = settle(model, wishes, endFrame)
          expect(model.combinations).toContain(settled)
          if (settled === undefined) return
          // What was chosen is what one gets, wherever some combination has it.
          const had = model.combinations.some((one) => one.endFrame === endFrame && one[changed] === value)
          if (had) expect(settled[changed]).toBe(value)
        }
      }),
    )
  })
})

describe('what can be chosen next', () => {
  test('is everything some combination has, marked when it changes something else', () => {
    const now = settle(model, { ...noWishes, durationSeconds: 10 }, false)
    expect(now).toBeDefined()
    if (now === undefined) return
    const choices = choicesOf(model, false, now)
    expect(choices.durations).toEqual([
      { value: 5, fits: true },
      { value: 10, fits: true },
    ])
    expect(choices.resolutions).toEqual([
      { value: '720p', fits: true },
      { value: '1080p', fits: false },
    ])
    expect(choices.loop).toEqual({ possible: true, fits: false })
  })

  test('leaves out what the end frame rules out', () => {
    const now = settle(model, noWishes, true)
    if (now === undefined) throw new Error('nothing settled')
    const choices = choicesOf(model, true, now)
    expect(choices.durations).toEqual([{ value: 5, fits: true }])
    expect(choices.loop.possible).toBe(false)
  })
})

describe('the ratio', () => {
  test('follows the start photo until one is chosen', () => {
    expect(settleRatio(model.ratios, null, { width: 1080, height: 1920 })).toBe('9:16')
    expect(settleRatio(model.ratios, null, { width: 3000, height: 2400 })).toBe('1:1')
    expect(settleRatio(model.ratios, null, { width: 3000, height: 2000 })).toBe('16:9')
    expect(settleRatio(model.ratios, '16:9', { width: 1080, height: 1920 })).toBe('16:9')
  })

  test('goes to the nearest one of a model that does not know the chosen one', () => {
    expect(settleRatio(['16:9', '1:1'], '3:4', undefined)).toBe('1:1')
    expect(settleRatio(['16:9', '1:1'], null, undefined)).toBe('16:9')
  })
})
