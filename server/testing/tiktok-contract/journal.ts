import { appendFileSync } from 'node:fs'

/** One try to open a post: taken with a publish id, or turned away. */
export interface InitEntry {
  at: string
  /** Name of the account; empty when the token was not known. */
  account: string
  path: string
  bodySha256: string
  publishId: string | null
  /** Null: the connection was cut, or the answer never came. */
  status: number | null
  code: string
}

/** A post that people can see: on the profile, or in the account's inbox. What an audit counts. */
export interface VisiblePost {
  publishId: string
  account: string
  form: 'video' | 'photos'
  delivery: 'direct' | 'inbox'
  privacy: string | null
  title: string
  aiGenerated: boolean
  /** SHA-256 of the bytes as they arrived: one of a video, one for each photo in order. */
  sha256: string[]
  at: string
}

/** One use of a refresh token. */
export interface RefreshEntry {
  at: string
  account: string
  outcome: 'granted' | 'invalid_grant'
}

export interface Journal {
  inits(): InitEntry[]
  posts(): VisiblePost[]
  refreshes(): RefreshEntry[]
  addInit(entry: InitEntry): void
  addPost(post: VisiblePost): void
  addRefresh(entry: RefreshEntry): void
  clear(): void
}

/** With `file`, each line is on disk before TikTok answers, so a consumer that is killed can be audited afterwards. */
export const makeJournal = (file: string | null): Journal => {
  let inits: InitEntry[] = []
  let posts: VisiblePost[] = []
  let refreshes: RefreshEntry[] = []
  const keep = (kind: string, entry: object): void => {
    if (file !== null) appendFileSync(file, `${JSON.stringify({ kind, ...entry })}\n`)
  }
  return {
    inits: () => [...inits],
    posts: () => [...posts],
    refreshes: () => [...refreshes],
    addInit(entry) {
      keep('init', entry)
      inits.push(entry)
    },
    addPost(post) {
      keep('visible', post)
      posts.push(post)
    },
    addRefresh(entry) {
      keep('refresh', entry)
      refreshes.push(entry)
    },
    clear() {
      inits = []
      posts = []
      refreshes = []
    },
  }
}
