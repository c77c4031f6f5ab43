import { AsyncLocalStorage } from 'node:async_hooks'
import pino, { type Logger } from 'pino'

export type Log = Logger

/** What is never written, wherever it stands. Addresses of media lose their query strings in `cleanPath`. */
const secretPaths = [
  'authorization',
  'cookie',
  'password',
  'token',
  'apikey',
  'apiKey',
  'secret',
  'refresh_token',
  'access_token',
  'otp',
].flatMap((name) => [name, `*.${name}`, `headers.${name}`])

const correlation = new AsyncLocalStorage<string>()
/** Runs the work with this id on every log line, however deep. */
export const withCorrelation = <T>(id: string, work: () => T): T => correlation.run(id, work)

/** An error without the values that its statement carried: password hashes and whatever people typed are among them. */
const errorToLog = (error: Error): object => {
  const { params: _params, queryOptions: _options, ...rest } = pino.stdSerializers.err(error)
  return rest
}

/** Structured logs, one JSON object a line, with the correlation id and without secrets. `destination` is for tests. */
export const makeLog = (level: string, destination?: pino.DestinationStream): Log =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: secretPaths, censor: '[hidden]' },
      mixin: () => {
        const id = correlation.getStore()
        return id === undefined ? {} : { correlationId: id }
      },
      serializers: { error: errorToLog, err: errorToLog },
    },
    destination ?? pino.destination({ dest: 1, sync: false }),
  )

/** A path as it may be logged: without query, and without the tokens that stand in some paths. */
export const cleanPath = (path: string): string =>
  (path.split('?')[0] ?? path).replace(/^(\/api\/approvals|\/callbacks\/[a-z-]+|\/signed)\/[^/]+/, '$1/[hidden]')
