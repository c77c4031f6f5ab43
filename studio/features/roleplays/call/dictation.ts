import type { SpokenLanguage } from '@greenroom/contract/techniques.ts'

// Speech recognition of the browser itself. It is not in TypeScript's list of what browsers have, and some spell it with
// a prefix. It ends by itself after a silence, so it is begun again as long as it is wanted.

interface RecognitionResult {
  readonly isFinal: boolean
  readonly 0: { readonly transcript: string } | undefined
}
interface Recognition {
  lang: string
  continuous: boolean
  interimResults: boolean
  onresult: ((event: { readonly resultIndex: number; readonly results: ArrayLike<RecognitionResult> }) => void) | null
  onend: (() => void) | null
  onerror: ((event: { readonly error: string }) => void) | null
  start: () => void
  stop: () => void
  abort: () => void
}
type Maker = new () => Recognition

function maker(): Maker | null {
  const place = globalThis as { SpeechRecognition?: Maker; webkitSpeechRecognition?: Maker }
  return place.SpeechRecognition ?? place.webkitSpeechRecognition ?? null
}
export const canDictate = (): boolean => maker() !== null

export interface Dictation {
  readonly start: () => void
  /** What was heard since `start`; waits a moment for the last words. */
  readonly finish: () => Promise<string>
  readonly cancel: () => void
}

const regions: Readonly<Record<SpokenLanguage, string>> = { en: 'en-GB', nl: 'nl-NL' }
const lastWordsMs = 1200

/** `onHeard` is told what was heard so far, certain or not. Null when this browser does not listen. */
export function makeDictation(language: SpokenLanguage, onHeard: (text: string) => void): Dictation | null {
  const Maker = maker()
  if (Maker === null) return null
  let wanted = false
  let certain = ''
  let guess = ''
  let ended = (): void => undefined
  const recognition = new Maker()
  recognition.lang = regions[language]
  recognition.continuous = true
  recognition.interimResults = true
  recognition.onresult = ({ results, resultIndex }) => {
    guess = ''
    for (let place = resultIndex; place < results.length; place += 1) {
      const text = results[place]?.[0]?.transcript.trim() ?? ''
      if (results[place]?.isFinal === true) certain = `${certain} ${text}`.trim()
      else guess = `${guess} ${text}`.trim()
    }
    onHeard(`${certain} ${guess}`.trim())
  }
  recognition.onerror = ({ error }) => {
    // Refused, or there is nobody to ask: beginning again would only be refused again.
    if (error !== 'no-speech' && error !== 'aborted') wanted = false
  }
  recognition.onend = () => {
    if (wanted) begin()
    else ended()
  }
  const begin = (): void => {
    try {
      recognition.start()
    } catch {
      // It was listening already.
    }
  }
  return {
    start: () => {
      certain = ''
      guess = ''
      wanted = true
      begin()
    },
    finish: () =>
      new Promise((resolve) => {
        const done = (): void => {
          clearTimeout(late)
          ended = () => undefined
          resolve(`${certain} ${guess}`.trim())
        }
        const late = setTimeout(done, lastWordsMs)
        ended = done
        const listening = wanted
        wanted = false
        recognition.stop()
        if (!listening) done()
      }),
    cancel: () => {
      wanted = false
      recognition.abort()
    },
  }
}
