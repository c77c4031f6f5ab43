import { beginsLike, sameWords } from '../same-words.ts'
import type { SpokenLine } from '../voice.ts'

/** Samples a second, of two bytes. */
export const rate = 24_000
/** Nobody says more letters in a second: whose words are known, so much of their sound at least is theirs. */
const fastestLetters = 25

export interface HeardLine {
  add(sound: Buffer): void
  /** More of the transcript, or all of it. `strayed`: with this it became another line. */
  said(words: string, whole: boolean): 'strayed' | 'fine'
  strayed(): boolean
  /** Whether the whole transcript is the line. */
  isLine(): boolean
  all(): Buffer
}

/**
 * Compares what is said while it is being said, and lets `heard` have as much of its sound as surely belongs to words that
 * are the line's: the transcript runs ahead of the sound, and nothing tells which word stands where.
 */
export const hearLine = (
  { text, language }: SpokenLine,
  heard: (sound: Buffer) => void = () => undefined,
): HeardLine => {
  const parts: Buffer[] = []
  let words = ''
  let transcript: string | null = null
  let strayed = false
  let bytes = 0
  let given = 0
  const isLine = (): boolean => sameWords(text, transcript ?? words, language)

  const give = (): void => {
    if (strayed) return
    const sure = transcript === null ? Math.floor((words.length / fastestLetters) * rate) * 2 : isLine() ? bytes : 0
    const end = Math.min(bytes, sure)
    if (end <= given) return
    const sound = Buffer.concat(parts).subarray(given, end)
    given = end
    heard(sound)
  }

  return {
    add(sound) {
      parts.push(sound)
      bytes += sound.length
      give()
    },
    said(more, whole) {
      if (whole) transcript = transcript === null ? more : `${transcript} ${more}`
      else words += more
      const before = strayed
      strayed ||= !beginsLike(text, transcript ?? words, language)
      give()
      return strayed && !before ? 'strayed' : 'fine'
    },
    strayed: () => strayed,
    isLine,
    all: () => Buffer.concat(parts),
  }
}
