const HOME = '/dashboard'
/** Pages for people who are not in (yet): nobody is sent back to them after getting in. */
const doors = /^\/(sign-in|sign-up|confirm|reset|waiting)?(?=$|[/?#])/
const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Where to go after signing in: the `next` of an address, when it is a page of this house, whatever a link says. */
export function nextAddress(search: string): string {
  const next = new URLSearchParams(search).get('next') ?? ''
  // Without a slash in front it would be an address of its own, or one that depends on the page.
  return next.startsWith('/') ? pageOf(next, 'https://this.house') : HOME
}

/** Where the link of a mail leads to after it was used: `redirect_to`, when it is a page of the house at `origin`. */
export function returnAddress(redirectTo: string | null, origin: string): string {
  return redirectTo === null ? HOME : pageOf(redirectTo, origin)
}

/** `next` handed on to another page outside. */
export const withNext = (path: string, next: string): string =>
  next === HOME ? path : `${path}${path.includes('?') ? '&' : '?'}next=${encodeURIComponent(next)}`

function pageOf(address: string, origin: string): string {
  const url = URL.parse(address, origin)
  if (url === null || url.username !== '' || url.password !== '' || !isSameHouse(url, new URL(origin))) return HOME
  const path = url.pathname + url.search + url.hash
  // A path that begins with two slashes would be read as the address of another site.
  return path.startsWith('//') || doors.test(path) ? HOME : path
}

/** The same local house has three names, and people type any of them. Only the path is taken from it. */
const isSameHouse = (url: URL, house: URL): boolean =>
  // A blob: address has the origin of a house too, and no path in it.
  url.protocol === house.protocol &&
  (url.origin === house.origin ||
    (loopback.has(url.hostname) && loopback.has(house.hostname) && url.port === house.port))

export const looksLikeEmail = (text: string): boolean =>
  /^[^\s@]+@[^\s@]+\.[^\s@]+$|^[^\s@]+@localhost$/.test(text.trim())
