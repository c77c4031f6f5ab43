import ipaddr from 'ipaddr.js'

/** Why an address was refused. Stable words for logs and tests; never shown to people. */
export type AddressProblem = 'unreadable' | 'literal_address' | 'userinfo' | 'port' | 'scheme' | 'private_address'

const globalUnicast6 = ipaddr.IPv6.parse('2000::')
// Public by its range, but it answers only inside Azure and hands out the machine's secrets there.
const azureHost = ipaddr.IPv4.parse('168.63.129.16')

/**
 * Whether an IP address belongs to the open internet. Everything special is refused: loopback, private, link-local (cloud
 * metadata), carrier NAT, multicast, documentation, and every IPv6 range that wraps an IPv4 address in another notation.
 */
export const isPublicAddress = (address: string): boolean => {
  if (!ipaddr.isValid(address)) return false
  // `process` unwraps ::ffff:127.0.0.1 to its IPv4 form first.
  const parsed = ipaddr.process(address)
  if (parsed.range() !== 'unicast') return false
  // The library calls the long dead ::127.0.0.1 notation unicast; only 2000::/3 is really given out.
  if (parsed instanceof ipaddr.IPv6) return parsed.match(globalUnicast6, 3)
  return !parsed.match(azureHost, 32)
}

/**
 * What is wrong with fetching `url`, before any name is looked up. The URL parser has already folded every odd notation
 * (0x7f.1, 2130706433, full-width digits) into the dotted form, so a literal is easy to see here.
 * No vendor hands out bare addresses, other ports or plain http, so all of them are refused, public ones too.
 */
export const urlProblem = (url: URL, allowedOrigins: ReadonlySet<string>): AddressProblem | null => {
  if (url.username !== '' || url.password !== '') return 'userinfo'
  if (allowedOrigins.has(url.origin)) return null
  if (url.hostname === '') return 'unreadable'
  if (url.hostname.startsWith('[') || ipaddr.isValid(url.hostname)) return 'literal_address'
  if (url.protocol !== 'https:') return 'scheme'
  if (url.port !== '') return 'port'
  return null
}

/** What is wrong with following a redirect. Only a house address may point at another house address. */
export const redirectProblem = (from: URL, to: URL, allowedOrigins: ReadonlySet<string>): AddressProblem | null =>
  allowedOrigins.has(to.origin) && !allowedOrigins.has(from.origin) ? 'private_address' : urlProblem(to, allowedOrigins)
