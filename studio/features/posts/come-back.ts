// The consent page sends people back with a code in the address. It is read and taken out of the address before anything
// else of the studio looks there: the sign-in library would take the code for its own, and an address is copied easily.

/** Where the consent page sends people back to; registered there, so it never changes. */
export const comeBackPath = '/settings/publishing/return'

export interface ComeBack {
  readonly state: string
  readonly code?: string
  readonly scopes?: string
  readonly error?: string
  readonly errorDescription?: string
}

/** What the address of the page brought; null when it is not somebody's way back. */
export function readComeBack(path: string, search: string): ComeBack | null {
  if (path !== comeBackPath) return null
  const given = new URLSearchParams(search)
  const state = given.get('state')
  if (state === null) return null
  const some = (name: string, key: keyof ComeBack): Partial<ComeBack> => {
    const value = given.get(name)
    return value === null || value === '' ? {} : { [key]: value }
  }
  return {
    state,
    ...some('code', 'code'),
    ...some('scopes', 'scopes'),
    ...some('error', 'error'),
    ...some('error_description', 'errorDescription'),
  }
}

let brought: ComeBack | null = null

/** Called once, first of all. */
export function keepComeBack(): void {
  brought = readComeBack(location.pathname, location.search)
  if (location.pathname === comeBackPath && location.search !== '') history.replaceState(null, '', comeBackPath)
}

/** What was brought; it stays known to this page until it is closed or reloaded. */
export const comeBack = (): ComeBack | null => brought
/** Forgets it: it is good once. */
export function forgetComeBack(): void {
  brought = null
}
