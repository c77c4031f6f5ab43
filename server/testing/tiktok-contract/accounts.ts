/** A TikTok account that can be signed in to on the consent page. What is set here may be changed at any time. */
export interface Account {
  /** What the consent page, the controls and the log call it. */
  name: string
  openId: string
  displayName: string
  username: string
  isPrivate: boolean
  commentDisabled: boolean
  duetDisabled: boolean
  stitchDisabled: boolean
  maxVideoSeconds: number
  /** Barred from posting. */
  banned: boolean
  /** The app on the phone is too old for photo drafts. */
  oldApp: boolean
}
export type AccountChange = Partial<Omit<Account, 'name' | 'openId'>>

export interface Accounts {
  all(): Account[]
  /** By name or by open id. Null when there is none. */
  find(nameOrOpenId: string): Account | null
  /** Changes an account, or makes one of that name. */
  set(name: string, change: AccountChange): Account
  clear(): void
}

/** "Query Creator Info": a private account offers its followers, a public one everybody. */
export const privacyOptions = ({ isPrivate }: Account): string[] => [
  isPrivate ? 'FOLLOWER_OF_CREATOR' : 'PUBLIC_TO_EVERYONE',
  'MUTUAL_FOLLOW_FRIENDS',
  'SELF_ONLY',
]

export const makeAccounts = (): Accounts => {
  let accounts = new Map<string, Account>()
  const make = (name: string): Account => ({
    name,
    openId: `-000${name.replace(/\W/g, '_')}`,
    displayName: `The ${name} account`,
    username: `${name}.account`,
    isPrivate: false,
    commentDisabled: false,
    duetDisabled: false,
    stitchDisabled: false,
    maxVideoSeconds: 600,
    banned: false,
    oldApp: false,
  })
  const begin = (): void => {
    accounts = new Map()
    accounts.set('open', make('open'))
    accounts.set('private', { ...make('private'), isPrivate: true, duetDisabled: true, stitchDisabled: true })
  }
  begin()
  return {
    all: () => [...accounts.values()],
    find: (wanted) => [...accounts.values()].find(({ name, openId }) => name === wanted || openId === wanted) ?? null,
    set(name, change) {
      const account = accounts.get(name) ?? make(name)
      accounts.set(name, Object.assign(account, change))
      return account
    },
    clear: begin,
  }
}
