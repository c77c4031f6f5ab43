import { createHmac, timingSafeEqual } from 'node:crypto'

/** Something the house gives to somebody for a while, to be shown again: everybody can read it, and nobody else can make one. */
export interface Passes {
  /** `words` stand in it as they are, so they have no dots. */
  give(words: readonly string[], seconds: number): { value: string; until: Date }
  /** What stands in it; `expired` only for one that was given here. */
  read(value: string): readonly string[] | 'refused' | 'expired'
}

/** A pass of one purpose opens nothing of another one, although they are signed with the same key. */
export const makePasses = (key: Buffer, purpose: string, now: () => number = Date.now): Passes => {
  const sign = (text: string): string => createHmac('sha256', key).update(`${purpose}:${text}`).digest('base64url')
  return {
    give(words, seconds) {
      const until = Math.floor(now() / 1000) + seconds
      const text = [...words, until].join('.')
      return { value: `${text}.${sign(text)}`, until: new Date(until * 1000) }
    },
    read(value) {
      const end = value.lastIndexOf('.')
      const text = value.slice(0, Math.max(0, end))
      // Compared as written: base64url leaves bits over in its last letter, so four spellings would read as the same bytes.
      const expected = Buffer.from(sign(text))
      const given = Buffer.from(value.slice(end + 1))
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'refused'
      const words = text.split('.')
      return Number(words.pop()) * 1000 <= now() ? 'expired' : words
    },
  }
}
