import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { VideoModel } from '@greenroom/contract/models.ts'
import type { TakeOptions } from '@greenroom/contract/scenes.ts'
import {
  chosenCombination,
  isFinal,
  requestHash,
  takeKeys,
  takeStatus,
  troubleDelayMs,
  troubleOf,
  type TakeMeta,
} from './scenes.rules.ts'

const options: TakeOptions = {
  provider: 'local',
  model: 'm',
  durationSeconds: 5,
  resolution: '720p',
  ratio: '16:9',
  loop: false,
}
const model: VideoModel = {
  provider: 'local',
  model: 'm',
  label: 'M',
  ai: false,
  ratios: ['16:9'],
  combinations: [
    { durationSeconds: 5, resolution: '720p', loop: false, endFrame: true, priceMicroUsd: 300_000 },
    { durationSeconds: 5, resolution: '720p', loop: false, endFrame: false, priceMicroUsd: 200_000 },
  ],
  promptMinLength: 1,
  promptMaxLength: 100,
  pricesFrom: null,
  unavailable: null,
}
const frame = (fileId: string, sha256: string) => ({
  fileId,
  name: 'n',
  sha256,
  key: 'k',
  bytes: 1,
  width: 1,
  height: 1,
})
const meta = (more: Partial<TakeMeta> = {}): Pick<TakeMeta, 'prompt' | 'options' | 'start' | 'end'> => ({
  prompt: 'p',
  options,
  start: frame('1', 'aa'),
  end: null,
  ...more,
})

describe('choosing a combination', () => {
  test('the price of a pair depends on whether it has an end frame', () => {
    expect(chosenCombination(model, options, true)?.priceMicroUsd).toBe(300_000)
    expect(chosenCombination(model, options, false)?.priceMicroUsd).toBe(200_000)
  })
  test('what the model does not list cannot be chosen', () => {
    expect(chosenCombination(model, { ...options, ratio: '9:16' }, true)).toBeNull()
    expect(chosenCombination(model, { ...options, loop: true }, false)).toBeNull()
    expect(chosenCombination(model, { ...options, durationSeconds: 10 }, false)).toBeNull()
    expect(chosenCombination(model, { ...options, resolution: '1080p' }, false)).toBeNull()
  })
})

describe('the hash of a request', () => {
  test('is the same for the same request and bytes, whatever the rows are called', () => {
    expect(requestHash(meta({ start: frame('1', 'aa') }))).toBe(requestHash(meta({ start: frame('2', 'aa') })))
  })
  test('changes with every single thing that is sent', () => {
    const variants = [
      meta(),
      meta({ prompt: 'q' }),
      meta({ start: frame('1', 'bb') }),
      meta({ end: frame('2', 'aa') }),
      meta({ options: { ...options, model: 'x' } }),
      meta({ options: { ...options, provider: 'luma' } }),
      meta({ options: { ...options, durationSeconds: 10 } }),
      meta({ options: { ...options, resolution: '1080p' } }),
      meta({ options: { ...options, ratio: '1:1' } }),
      meta({ options: { ...options, loop: true } }),
    ]
    expect(new Set(variants.map((variant) => requestHash(variant))).size).toBe(variants.length)
  })
  test('cannot be confused by moving text between prompt and model', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (prompt, name, otherPrompt, otherName) => {
        fc.pre(prompt !== otherPrompt || name !== otherName)
        const one = requestHash(meta({ prompt, options: { ...options, model: name } }))
        return one !== requestHash(meta({ prompt: otherPrompt, options: { ...options, model: otherName } }))
      }),
    )
  })
})

test('a key that is refused for a moment does not end a paid take, and a missing job gets ten minutes', () => {
  expect(isFinal({ kind: 'auth' }, 20 * 3600_000)).toBe(false)
  expect(isFinal({ kind: 'expired' }, 60_000)).toBe(false)
  expect(isFinal({ kind: 'expired' }, 11 * 60_000)).toBe(true)
  expect(isFinal({ kind: 'moderated' }, 0)).toBe(true)
})

describe('trouble in words', () => {
  test('an unknown outcome may not be tried again by a click', () => {
    expect(troubleOf('unknown', null)).toMatchObject({
      code: 'generations.unknown',
      retryable: false,
      charged: 'unknown',
    })
  })
  test('a refused frame is named', () => {
    const failure = {
      vendorCode: 'corrupt_input',
      kind: 'invalid_input',
      input: 'end',
      retryable: false,
      charged: 'no',
    } as const
    expect(troubleOf('failed', failure)).toMatchObject({
      input: 'end',
      sentence: expect.stringContaining('end frame') as string,
    })
  })
  test('the vendor’s own words are never shown', () => {
    const failure = {
      vendorCode: 'SECRET WORDS',
      kind: 'failed',
      input: null,
      retryable: true,
      charged: 'refunded',
    } as const
    expect(JSON.stringify(troubleOf('failed', failure))).not.toContain('SECRET')
  })
  test('nothing is wrong while it is being made or ready', () => {
    for (const state of ['reserved', 'submitted', 'running', 'ready'] as const)
      expect(troubleOf(state, null)).toBeNull()
  })
  test('a take that waits is queued, one with its maker is processing', () => {
    expect([takeStatus('reserved'), takeStatus('submitted'), takeStatus('running'), takeStatus('ready')]).toEqual([
      'queued',
      'queued',
      'processing',
      'ready',
    ])
  })
})

test('waiting after trouble grows and never passes a minute', () => {
  const waits = Array.from({ length: 40 }, (_, attempt) => troubleDelayMs(attempt))
  expect(waits.toSorted((a, b) => a - b)).toEqual(waits)
  expect(waits[0]).toBe(2000)
  expect(waits.at(-1)).toBe(60_000)
})

test('a take lies in its owner’s folder, at a place made of ids only', () => {
  expect(takeKeys('user', 'project', 'scene', 'version').video).toBe('user/scenes/project/scene/version.mp4')
})
