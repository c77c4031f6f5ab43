import { afterAll, describe, expect, it } from 'vitest'
import { makeOutbound } from '#kernel/http/outbound.ts'
import { readConfig } from '#kernel/config.ts'
import { startOpenAiContract } from '#testing/openai-contract/openai-contract.ts'
import { costMicroUsd, lookUpModels, modelNote, modelNotes, priceOf, type ConfiguredModel } from './openai.models.ts'

const day = (date: string): Date => new Date(`${date}T12:00:00Z`)
const named = (model: string) => ({ setting: 'OPENAI_TEXT_MODEL', model })
const standardModel = readConfig({}).OPENAI_TEXT_MODEL

describe('the note about the model', () => {
  const listing = {
    data: [{ id: 'stays', shutdown_date: null }, { id: 'silent' }, { id: 'goes', shutdown_date: '2027-03-01' }],
  }

  it('is silent about a model that stays', () => {
    for (const model of ['stays', 'silent']) expect(modelNote(named(model), listing, day('2026-11-21'))).toBeNull()
  })

  it('speaks up 90 days before the end, and not earlier', () => {
    expect(modelNote(named('goes'), listing, day('2026-11-30'))).toBeNull()
    expect(modelNote(named('goes'), listing, day('2026-12-01'))).toContain('2027-03-01, in 90 days')
    expect(modelNote(named('goes'), listing, new Date('2027-02-28T00:00:00Z'))).toContain('in 1 day.')
    expect(modelNote(named('goes'), listing, day('2027-03-01'))).toContain('shut the model "goes" down on 2027-03-01')
  })

  it('names a model that the key does not have', () => {
    expect(modelNote(named('gpt-0'), listing, day('2026-11-21'))).toContain('does not offer the model "gpt-0"')
  })

  it('takes a date it cannot read for no date', () => {
    expect(modelNote(named('odd'), { data: [{ id: 'odd', shutdown_date: 'soon' }] }, day('2026-11-21'))).toBeNull()
  })
})

describe('asking which models there are', async () => {
  const openai = await startOpenAiContract()
  const outbound = makeOutbound({ allow: [openai.origin] })
  afterAll(async () => {
    await outbound.close()
    await openai.close()
  })
  const checkAll = async (models: ConfiguredModel[], change: { apiKey?: string; baseUrl?: string } = {}) =>
    modelNotes(
      models,
      await lookUpModels({ apiKey: 'sk-test', baseUrl: `${openai.baseUrl}/`, outbound, ...change }),
      day('2026-11-21'),
    )
  const check = (model: string, change: { apiKey?: string; baseUrl?: string } = {}) => checkAll([named(model)], change)

  it('has nothing to say about the standard model, whose price is known', async () => {
    expect(await check(standardModel)).toEqual([])
    expect(priceOf(standardModel)).toEqual({ input: 0.75, output: 4.5 })
  })

  it('names the setting of each model, and the voice, which ends for everybody', async () => {
    const standard = readConfig({})
    const models = [
      { setting: 'OPENAI_VOICE_MODEL', model: standard.OPENAI_VOICE_MODEL },
      { setting: 'OPENAI_TRANSCRIBE_MODEL', model: standard.OPENAI_TRANSCRIBE_MODEL },
      { setting: 'OPENAI_REALTIME_MODEL', model: standard.OPENAI_REALTIME_MODEL },
      { setting: 'OPENAI_DECISIONS_MODEL', model: standard.OPENAI_DECISIONS_MODEL },
      { setting: 'OPENAI_EMBED_MODEL', model: standard.OPENAI_EMBED_MODEL },
    ]
    expect(await checkAll(models)).toEqual([expect.stringMatching(/2027-01-06, in 46 days\. Set OPENAI_VOICE_MODEL/)])
    const [voice] = models
    expect(await checkAll(voice === undefined ? [] : [{ ...voice, successor: 'Another one takes over.' }])).toEqual([
      expect.stringMatching(/in 46 days\. Another one takes over\.$/),
    ])
  })

  it('warns of models that end soon and of a refused key', async () => {
    expect(await check('gpt-5')).toEqual([expect.stringContaining('2026-12-11, in 20 days')])
    expect(await check('gpt-4o-mini')).toEqual([expect.stringContaining('2027-01-14')])
    expect(await check('gpt-5.4-nano')).toEqual([])
    expect(await check('gpt-5.4-mini', { apiKey: 'sk-revoked' })).toEqual([expect.stringContaining('refuses the key')])
  })

  it('says nothing and breaks nothing when nobody answers, or with something else', async () => {
    expect(await check('gpt-5', { baseUrl: 'http://127.0.0.1:1' })).toEqual([])
    expect(await check('gpt-5', { baseUrl: openai.origin })).toEqual([])
  })
})

describe('the price of a text', () => {
  it('is the price of the family for a dated snapshot, and a dear one for a model nobody knows', () => {
    expect(priceOf('gpt-5.4-mini-2026-03-17')).toEqual(priceOf('gpt-5.4-mini'))
    expect(priceOf('gpt-9')).toEqual({ input: 5, output: 30 })
  })

  it('is rounded up to whole micro-dollars', () => {
    expect(costMicroUsd({ input: 0.75, output: 4.5 }, 1000, 100)).toBe(1200)
    expect(costMicroUsd({ input: 0.75, output: 4.5 }, 1, 0)).toBe(1)
  })
})
