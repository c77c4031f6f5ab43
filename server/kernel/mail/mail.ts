import type { Language } from '@greenroom/contract/accounts.ts'

/** One kind of mail with what its template needs. Templates exist in English and Dutch, as HTML and as text. */
export type Letter =
  | { kind: 'confirm-sign-up'; link: string; code: string }
  | { kind: 'reset-password'; link: string; code: string }
  | { kind: 'magic-link'; link: string; code: string }
  | { kind: 'change-email'; link: string; code: string; newEmail: string }
  | { kind: 'approval-wanted'; name: string; email: string; company: string; approveLink: string; rejectLink: string }
  | { kind: 'account-approved'; link: string }
  | { kind: 'account-rejected'; reason: string | null }
  | { kind: 'generation-unknown'; link: string; project: string; ordinal: number; maker: string }

export interface OutgoingMail {
  to: string
  language: Language
  letter: Letter
}

/** Hands one mail to the server, or keeps it for /dev/inbox. Throws when the server does not take it; the job repeats. */
export interface Mailer {
  send(mail: OutgoingMail): Promise<void>
}
