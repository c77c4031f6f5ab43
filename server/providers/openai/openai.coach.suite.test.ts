import { afterAll } from 'vitest'
import { makeOutbound } from '#kernel/http/outbound.ts'
import { startOpenAiContract } from '#testing/openai-contract/openai-contract.ts'
import { embedderSuite } from '../embedder.suite.ts'
import { judgeSuite } from '../judge.suite.ts'
import { phraserSuite } from '../phraser.suite.ts'
import { transcriberSuite } from '../transcriber.suite.ts'
import { voiceSuite } from '../voice.suite.ts'
import { makeOpenAiEmbedder } from './openai.embedder.ts'
import { makeOpenAiJudge } from './openai.judge.ts'
import { makeOpenAiPhraser } from './openai.phraser.ts'
import { makeOpenAiTranscriber } from './openai.transcriber.ts'
import { makeOpenAiVoice } from './openai.voice.ts'

const openai = await startOpenAiContract()
const outbound = makeOutbound({ allow: [openai.origin] })
afterAll(async () => {
  await outbound.close()
  await openai.close()
})
const access = { apiKey: 'sk-test', baseUrl: openai.baseUrl, outbound, callsPerMinute: 500 }
const rest = { taken: () => openai.log.paid().length, close: () => Promise.resolve() }
const models = { model: 'gpt-5.4-mini', decisionsModel: 'gpt-6-luna' }

transcriberSuite('OpenAI', async () => ({
  transcriber: makeOpenAiTranscriber({ ...access, model: 'gpt-transcribe' }),
  ...rest,
}))
transcriberSuite('OpenAI with an older model', async () => ({
  transcriber: makeOpenAiTranscriber({ ...access, model: 'gpt-4o-transcribe' }),
  ...rest,
}))
for (const way of ['responses', 'decisions'] as const)
  judgeSuite(`OpenAI by ${way}`, async () => ({ judge: makeOpenAiJudge({ ...access, ...models, way }), ...rest }))
phraserSuite('OpenAI', async () => ({ phraser: makeOpenAiPhraser({ ...access, model: models.model }), ...rest }))
for (const way of ['speech', 'live'] as const)
  voiceSuite(`OpenAI by ${way}`, async () => ({
    voice: makeOpenAiVoice({
      ...access,
      way,
      model: 'gpt-4o-mini-tts',
      liveModel: 'gpt-realtime-2.1-mini',
      voices: ['marin', 'cedar', 'coral', 'ash'],
    }),
    ...rest,
  }))
for (const model of ['text-embedding-3-small', 'text-embedding-ada-002'])
  embedderSuite(`OpenAI ${model}`, async () => ({ embedder: makeOpenAiEmbedder({ ...access, model }), ...rest }))
