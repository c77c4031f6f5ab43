const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Where a sign-in may return to: the wanted address when it belongs to the house or to the configured list, else the house.
 * A link that sends a fresh session to a stranger would be worth more than a password.
 */
export const returnAddress = (
  wanted: string | null | undefined,
  siteUrl: string,
  redirects: readonly string[],
): string => {
  const url = wanted == null ? null : URL.parse(wanted)
  if (url === null || url.username !== '' || url.password !== '') return siteUrl
  const site = new URL(siteUrl)
  if (url.origin === site.origin) return url.href
  // The same local house has three names, and people type any of them.
  const sameLocal =
    loopback.has(url.hostname) &&
    loopback.has(site.hostname) &&
    url.port === site.port &&
    url.protocol === site.protocol
  return sameLocal || redirects.some((allowed) => matches(url, allowed)) ? url.href : siteUrl
}

const matches = (url: URL, allowed: string): boolean => {
  const deep = allowed.endsWith('/**')
  const base = URL.parse(deep ? allowed.slice(0, -2) : allowed)
  if (base === null || base.origin === 'null' || url.origin !== base.origin) return false
  return deep ? url.pathname.startsWith(base.pathname) : url.pathname === base.pathname
}
