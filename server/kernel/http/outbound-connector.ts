import { lookup } from 'node:dns/promises'
import type { LookupAddress } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { buildConnector } from 'undici'
import { blocked, OutboundFault } from './outbound-fault.ts'
import { isPublicAddress, urlProblem } from './public-address.ts'

/** All addresses of a name. */
export type Resolve = (hostname: string) => Promise<LookupAddress[]>
export const systemResolve: Resolve = (hostname) => lookup(hostname, { all: true })

/**
 * A name lookup for sockets that fails unless every address of the name is public. The socket connects to the very answer
 * that was checked, so a name that changes between check and connect gains nothing.
 */
export const publicLookup =
  (resolve: Resolve): LookupFunction =>
  (hostname, options, callback) => {
    resolve(hostname).then(
      (found) => {
        const [first] = found
        if (first === undefined || !found.every(({ address }) => isPublicAddress(address)))
          callback(blocked('private_address'), '')
        else if (options.all === true) callback(null, found)
        else callback(null, first.address, first.family)
      },
      (error: NodeJS.ErrnoException) => callback(error, ''),
    )
  }

/**
 * The only way out of the house: checks the URL again, looks the name up under guard, and looks at the address that was
 * really reached. Origins in `allowed` skip the guard. Every error it gives means that nothing was sent.
 */
export const guardedConnector = (
  allowed: ReadonlySet<string>,
  lookupGuard: LookupFunction,
  dialer: (options: buildConnector.BuildOptions) => buildConnector.connector = buildConnector,
): buildConnector.connector => {
  // One request, one HTTP/1.1 socket: what was sent where stays easy to say.
  const shared = { allowH2: false, timeout: 10_000 }
  const connectPublic = dialer({ ...shared, lookup: lookupGuard })
  const connectAllowed = dialer(shared)

  return (options, callback) => {
    const url = new URL(`${options.protocol}//${hostOf(options)}`)
    const problem = urlProblem(url, allowed)
    if (problem !== null) {
      callback(blocked(problem), null)
      return
    }
    const trusted = allowed.has(url.origin)
    const connect = trusted ? connectAllowed : connectPublic
    connect(options, (error, socket) => {
      if (error !== null || socket === null) {
        callback(notConnected(url, error), null)
      } else if (!trusted && !isPublicAddress(socket.remoteAddress ?? '')) {
        socket.destroy()
        callback(blocked('private_address'), null)
      } else {
        callback(null, socket)
      }
    })
  }
}

const hostOf = ({ hostname, port }: buildConnector.Options): string => {
  const name = hostname.includes(':') && !hostname.startsWith('[') ? `[${hostname}]` : hostname
  return port === '' ? name : `${name}:${port}`
}

const notConnected = (url: URL, error: Error | null): OutboundFault =>
  error instanceof OutboundFault
    ? error
    : new OutboundFault('connect', 'no', `No connection to ${url.origin}.`, { cause: error })
