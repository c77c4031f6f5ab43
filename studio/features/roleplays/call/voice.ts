import type { SpokenLanguage } from '@greenroom/contract/techniques.ts'
import { makeStore } from '#lib/store.ts'
import type { LiveFace } from './live-face.ts'
import { playSound } from './sound-stream.ts'

/** How far the customer's mouth is open, 0 to 1; what draws it reads it on every frame. */
export interface Mouth {
  open: number
}

export type VoiceState = 'silent' | 'speaking'
export interface Line {
  readonly text: string
  readonly audioUrl: string | null
  /** The house's voice while it is being made. */
  readonly sound?: ReadableStream<Uint8Array>
}
export interface Spoken {
  /** Whether the line was heard: false when this browser has no voice for the language, and nothing was recorded. */
  readonly heard: boolean
}

const regions: Readonly<Record<SpokenLanguage, string>> = { en: 'en-GB', nl: 'nl-NL' }
/** How long reading a line takes when nobody reads it aloud: the face still talks. */
const silentMs = (text: string): number => Math.min(6000, 350 + text.length * 28)

/** Whether the browser can read this language aloud by itself. Voices arrive late in some browsers. */
export const hasVoice = (language: SpokenLanguage): boolean =>
  'speechSynthesis' in globalThis && speechSynthesis.getVoices().some(({ lang }) => speaks(lang, language))
const speaks = (tag: string, language: SpokenLanguage): boolean => tag.toLowerCase().startsWith(language)

/**
 * The customer's voice: the house's while it is made, or its recording, else the browser's own. One line at a time; a new one,
 * or `stop`, ends the one before, which is what happens when somebody interrupts.
 */
export function makeVoice(language: SpokenLanguage, mouth: Mouth, face: Pick<LiveFace, 'ready' | 'say' | 'hush'>) {
  const state = makeStore<VoiceState>('silent')
  let context: AudioContext | null = null
  let end: (() => void) | null = null

  const stop = (): void => end?.()

  /** Runs one way of speaking; whatever ends it, ends it once and shuts the mouth. */
  const during = (begin: (done: (heard: boolean) => void) => () => void): Promise<Spoken> => {
    stop()
    return new Promise((resolve) => {
      let over = false
      let halt = (): void => undefined
      const done = (heard: boolean): void => {
        if (over) return
        over = true
        if (end === interrupt) end = null
        mouth.open = 0
        state.set('silent')
        halt()
        resolve({ heard })
      }
      const interrupt = (): void => done(true)
      end = interrupt
      state.set('speaking')
      halt = begin(done)
      if (over) halt()
    })
  }

  const recording = (url: string): Promise<Spoken> =>
    during((done) => {
      const audio = new Audio()
      audio.crossOrigin = 'use-credentials'
      audio.src = url
      audio.onended = () => done(true)
      audio.onerror = () => done(false)
      const meter = meterOf(audio)
      audio.play().catch(() => done(false))
      return () => {
        meter()
        audio.pause()
        audio.removeAttribute('src')
      }
    })

  const streamed = (sound: ReadableStream<Uint8Array>): Promise<Spoken> =>
    during((done) => {
      context ??= new AudioContext()
      const { analyser, end: meter } = listenTo(context)
      const { over, stop: hush } = playSound(sound, context, analyser)
      over.then(
        () => done(true),
        () => done(false),
      )
      return () => {
        hush()
        meter()
      }
    })

  const meterOf = (audio: HTMLAudioElement): (() => void) => {
    context ??= new AudioContext()
    void context.resume()
    const { analyser, end: meter } = listenTo(context)
    const source = context.createMediaElementSource(audio)
    source.connect(analyser)
    return () => {
      meter()
      source.disconnect()
    }
  }

  /** Lets the mouth follow the loudness of what is played through it. */
  const listenTo = (heard: AudioContext): { analyser: AnalyserNode; end: () => void } => {
    const analyser = new AnalyserNode(heard, { fftSize: 512 })
    analyser.connect(heard.destination)
    const samples = new Float32Array(analyser.fftSize)
    const timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples)
      mouth.open = Math.min(1, rootMeanSquare(samples) * 6)
    }, 40)
    return {
      analyser,
      end: () => {
        clearInterval(timer)
        analyser.disconnect()
      },
    }
  }

  const shown = (url: string): Promise<Spoken> =>
    during((done) => {
      face.say(url).then(
        () => done(true),
        () => done(false),
      )
      return face.hush
    })

  const browser = (text: string): Promise<Spoken> =>
    during((done) => {
      const line = new SpeechSynthesisUtterance(text)
      line.lang = regions[language]
      const voice = speechSynthesis.getVoices().find(({ lang }) => speaks(lang, language))
      if (voice !== undefined) line.voice = voice
      let lastWord = Date.now()
      line.onboundary = () => {
        lastWord = Date.now()
      }
      line.onend = () => done(true)
      line.onerror = () => done(false)
      // A word begins at a boundary and moves the mouth for about as long as a syllable or two; browsers without
      // boundaries get an even movement.
      const timer = setInterval(() => {
        const since = Date.now() - lastWord
        mouth.open = since < 260 || since > 1200 ? 0.35 + 0.45 * Math.abs(Math.sin(Date.now() / 95)) : 0.08
      }, 40)
      // Some engines swallow a line without an end.
      const late = setTimeout(() => done(true), silentMs(text) * 4 + 4000)
      speechSynthesis.speak(line)
      return () => {
        clearInterval(timer)
        clearTimeout(late)
        speechSynthesis.cancel()
      }
    })

  const silently = (text: string): Promise<Spoken> =>
    during((done) => {
      const timer = setInterval(() => {
        mouth.open = 0.25 + 0.4 * Math.abs(Math.sin(Date.now() / 110))
      }, 40)
      const over = setTimeout(() => done(false), silentMs(text))
      return () => {
        clearInterval(timer)
        clearTimeout(over)
      }
    })

  return {
    state,
    stop,
    /** Resolves when the line is over or was interrupted. */
    speak: async (line: Line, aloud: boolean): Promise<Spoken> => {
      if (aloud && line.sound !== undefined) {
        const played = await streamed(line.sound)
        if (played.heard) return played
      }
      if (aloud && line.audioUrl !== null) {
        const drawn = face.ready() ? await shown(line.audioUrl) : null
        if (drawn?.heard === true) return drawn
        const played = await recording(line.audioUrl)
        if (played.heard) return played
      }
      if (aloud && hasVoice(language)) return browser(line.text)
      await silently(line.text)
      return { heard: false }
    },
    close: (): void => {
      stop()
      void context?.close()
      context = null
    },
  }
}

export function rootMeanSquare(samples: Float32Array): number {
  let sum = 0
  for (const sample of samples) sum += sample * sample
  return Math.sqrt(sum / Math.max(1, samples.length))
}
