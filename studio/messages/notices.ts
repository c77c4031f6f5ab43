import type { FindingCode, NoteCode, PublisherCode, ReasonCode } from '@greenroom/contract/notices.ts'
import { defineRoom } from '#lib/messages.ts'

/** Other words for what the server says in English by itself; `{name}` is where a value of that name stands. */
export interface NoticeWords {
  readonly findings: Readonly<Partial<Record<FindingCode, readonly [sentence: string, fix: string]>>>
  /** By the part of the code behind the publisher's name. */
  readonly publisher: Readonly<Partial<Record<PublisherCode, readonly [sentence: string, fix: string]>>>
  readonly notes: Readonly<Partial<Record<NoteCode, string>>>
  readonly reasons: Readonly<Partial<Record<ReasonCode, string>>>
  /** For a publisher's word `{code}` that nobody here knows; null where the server's own sentence is good. */
  readonly otherWord: string | null
}

/** English is what the server says, except where the database writes down a code alone. */
const en: NoticeWords = {
  findings: {},
  publisher: {},
  notes: {},
  reasons: {
    'posts.not_there': 'You looked, and it was not there.',
    'posts.changed_since': 'What was to be posted has changed since you approved it. Look again, then approve it.',
  },
  otherWord: null,
}

/** Findings, notes and reasons of slideshows and posts. */
export const notices = defineRoom(en, async (): Promise<NoticeWords> => (await import('./nl/notices.ts')).nl)
