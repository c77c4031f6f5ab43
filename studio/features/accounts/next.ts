/** Where to go after signing in: an address of this house, whatever a link says. */
export function nextAddress(search: string): string {
  const next = new URLSearchParams(search).get('next') ?? ''
  // `//elsewhere` and `/\elsewhere` are addresses of other sites.
  return /^\/(?![/\\])/.test(next) && !next.startsWith('/sign-in') ? next : '/dashboard'
}

export const looksLikeEmail = (text: string): boolean =>
  /^[^\s@]+@[^\s@]+\.[^\s@]+$|^[^\s@]+@localhost$/.test(text.trim())
