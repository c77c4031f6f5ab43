import type { Language } from '@greenroom/contract/accounts.ts'
import type { Transaction } from '../db/acting.ts'

/** One kind of mail with what its template needs. Templates exist in English and Dutch, as HTML and as text. */
export type Letter =
  | { kind: 'confirm-sign-up'; link: string; code: string }
  /** To somebody who signs up with an address that has an account: the page told nobody, the mailbox is told. */
  | { kind: 'account-exists'; link: string }
  | { kind: 'reset-password'; link: string; code: string }
  | { kind: 'magic-link'; link: string; code: string }
  | { kind: 'change-email'; link: string; code: string; newEmail: string }
  | { kind: 'password-changed'; link: string }
  | { kind: 'approval-wanted'; name: string; email: string; company: string; approveLink: string; rejectLink: string }
  | { kind: 'account-approved'; link: string }
  | { kind: 'account-rejected'; reason: string | null }
  | { kind: 'workspace-invitation'; workspace: string; inviter: string; link: string }
  | { kind: 'post-waiting'; link: string; session: string; number: string }
  | { kind: 'post-unknown'; link: string; what: string }
  /** `due` is an instant, or null when there is no deadline. */
  | {
      kind: 'assignment-given'
      link: string
      scenario: string
      workspace: string
      by: string
      note: string
      due: string | null
    }
  /** To who leads a workspace, once a week: checks on which judge and people agree too little by now, and what waits. */
  | {
      kind: 'agreement-week'
      workspace: string
      disputes: number
      disputesLink: string
      checks: { scenario: string; question: string }[]
      checksLink: string
      settingsLink: string
    }
  /** To who asked for takes of a project that have no result. `failed` is false while nobody knows what became of one. */
  | {
      kind: 'takes-failed'
      project: string
      takes: { scene: number; take: number; failed: boolean; reason: string; cost: string; link: string }[]
      /** Takes that are not in the list. */
      more: number
      /** The scene of the one take, or the project of several. */
      link: string
      settingsLink: string
    }
  | { kind: 'generation-unknown'; link: string; project: string; ordinal: number; maker: string }

export interface OutgoingMail {
  to: string
  language: Language
  letter: Letter
}

/** A mail as its job carries it: sent again, it keeps its id, so that a mailbox shows it once. */
export interface PostedMail extends OutgoingMail {
  id: string
}

/** Hands one mail to the server, or keeps it for /dev/inbox. Throws when the server does not take it; the job repeats. */
export interface Mailer {
  send(mail: PostedMail): Promise<void>
  close(): void
}

/** Writes a mail in the running transaction: it goes out if and only if the transaction commits. */
export type Post = (transaction: Transaction, mail: OutgoingMail) => Promise<void>
