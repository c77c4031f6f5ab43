import { join } from 'node:path'
import type { Config } from './kernel/config.ts'
import type { Outbound } from './kernel/http/outbound.ts'
import type { Encoder } from './media/encoder.ts'
import type { Avatar } from './providers/avatar.ts'
import type { Embedder } from './providers/embedder.ts'
import type { Judge } from './providers/judge.ts'
import { makeLiveAvatar } from './providers/liveavatar/liveavatar.ts'
import { makeLocalEmbedder } from './providers/local/local.embedder.ts'
import { findWhisper, makeLocalTranscriber } from './providers/local/local.whisper.ts'
import { makeOpenAiEmbedder } from './providers/openai/openai.embedder.ts'
import { makeOpenAiJudge } from './providers/openai/openai.judge.ts'
import { lookUpModels, modelNotes, type ConfiguredModel } from './providers/openai/openai.models.ts'
import { makeOpenAiPhraser } from './providers/openai/openai.phraser.ts'
import { makeOpenAiTranscriber } from './providers/openai/openai.transcriber.ts'
import { makeOpenAiVoice } from './providers/openai/openai.voice.ts'
import type { Phraser } from './providers/phraser.ts'
import type { Transcriber } from './providers/transcriber.ts'
import type { Voice } from './providers/voice.ts'

// The fourth part of house.ts: who keeps the promises of the coach, by what is set.

/** Who listens, judges, phrases, speaks, shows a face and finds by meaning; null where nobody does. */
export interface CoachOutside {
  transcriber: Transcriber | null
  judge: Judge | null
  phraser: Phraser | null
  voice: Voice | null
  avatar: Avatar | null
  embedder: Embedder | null
  /** What an operator should know about keys and models, a sentence each. Asks the vendor; never throws. */
  notes(today: Date): Promise<string[]>
  close(): Promise<void>
}

export const coachOutside = (config: Config, outbound: Outbound, encoder: Encoder): CoachOutside => {
  const access =
    config.OPENAI_API_KEY === undefined
      ? null
      : {
          apiKey: config.OPENAI_API_KEY,
          baseUrl: config.OPENAI_BASE_URL,
          outbound,
          callsPerMinute: config.OPENAI_RPM,
        }
  const { COACH_TRANSCRIBER: listens, COACH_JUDGE: way, SEARCH_EMBEDDER: finds } = config
  const transcriber =
    access !== null && (listens === 'auto' || listens === 'openai')
      ? makeOpenAiTranscriber({ ...access, model: config.OPENAI_TRANSCRIBE_MODEL })
      : listens === 'auto' || listens === 'local'
        ? whisperOf(config, encoder)
        : null
  const judge =
    access === null || way === 'rules'
      ? null
      : makeOpenAiJudge({
          ...access,
          way,
          model: config.OPENAI_JUDGE_MODEL,
          decisionsModel: config.OPENAI_DECISIONS_MODEL,
        })
  const voice =
    access === null || config.COACH_VOICE === 'off'
      ? null
      : makeOpenAiVoice({
          ...access,
          way: config.COACH_VOICE,
          model: config.OPENAI_VOICE_MODEL,
          liveModel: config.OPENAI_REALTIME_MODEL,
          voices: config.OPENAI_VOICES,
        })
  const remote = access !== null && (finds === 'auto' || finds === 'openai')
  const embedder = remote
    ? makeOpenAiEmbedder({ ...access, model: config.OPENAI_EMBED_MODEL })
    : finds === 'auto' || finds === 'local'
      ? makeLocalEmbedder()
      : null
  return {
    transcriber,
    judge,
    phraser:
      access !== null && config.COACH_PHRASING
        ? makeOpenAiPhraser({ ...access, model: config.OPENAI_PHRASE_MODEL })
        : null,
    voice,
    avatar: avatarOf(config, outbound),
    embedder,
    async notes(today) {
      const found = access === null ? null : await lookUpModels(access)
      if (found !== null && found !== 'key_refused') voice?.heed(found)
      const notes = modelNotes(modelsOf(config), found, today)
      if (listens === 'local' && transcriber === null)
        notes.push('COACH_TRANSCRIBER is local, and Whisper is not installed: docs/coach.md tells how.')
      if (config.HEYGEN_API_KEY !== undefined && config.LIVEAVATAR_API_KEY === undefined)
        notes.push('HEYGEN_API_KEY is not used: that API has ended. LIVEAVATAR_API_KEY takes a key of its successor.')
      return notes
    },
    close: async () => void (await Promise.all([transcriber?.close(), embedder?.close()])),
  }
}

/** Whisper, when somebody has installed it. */
const whisperOf = (config: Config, encoder: Encoder): Transcriber | null => {
  const place = findWhisper(config.WHISPER_FOLDER ?? join(config.dataFolder, 'whisper'))
  return place === null ? null : makeLocalTranscriber({ place, encoder })
}

/** The models that are asked with these settings. */
const modelsOf = (config: Config): ConfiguredModel[] => {
  const voice = config.COACH_VOICE
  const used = (
    [
      ['OPENAI_TEXT_MODEL', true],
      ['OPENAI_TRANSCRIBE_MODEL', ['auto', 'openai'].includes(config.COACH_TRANSCRIBER)],
      ['OPENAI_JUDGE_MODEL', config.COACH_JUDGE !== 'rules'],
      ['OPENAI_DECISIONS_MODEL', config.COACH_JUDGE === 'decisions'],
      ['OPENAI_PHRASE_MODEL', config.COACH_PHRASING],
      ['OPENAI_VOICE_MODEL', voice === 'speech'],
      ['OPENAI_REALTIME_MODEL', voice === 'auto' || voice === 'live'],
      ['OPENAI_EMBED_MODEL', ['auto', 'openai'].includes(config.SEARCH_EMBEDDER)],
    ] as const
  ).flatMap(([setting, asked]) => (asked ? [{ setting, model: config[setting] }] : []))
  const successor = `Customers then speak through ${config.OPENAI_REALTIME_MODEL} by themselves.`
  return voice === 'auto'
    ? [...used, { setting: 'OPENAI_VOICE_MODEL', model: config.OPENAI_VOICE_MODEL, successor }]
    : used
}

const avatarOf = (config: Config, outbound: Outbound): Avatar | null =>
  config.LIVEAVATAR_API_KEY === undefined
    ? null
    : makeLiveAvatar({
        apiKey: config.LIVEAVATAR_API_KEY,
        baseUrl: config.LIVEAVATAR_API_BASE,
        outbound,
        avatarId: config.LIVEAVATAR_AVATAR_ID,
        sandbox: config.LIVEAVATAR_SANDBOX,
        hosts: config.LIVEAVATAR_HOSTS,
        creditUsd: config.LIVEAVATAR_CREDIT_USD,
      })
