/** Days after which recordings, words and whole calls go when no workspace says otherwise. */
export const houseDays = { audio: 30, transcript: 180, score: 730 } as const
/** An open call without a word is closed after so many hours. */
export const abandonedAfterHours = 24
