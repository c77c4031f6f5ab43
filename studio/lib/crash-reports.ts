// Errors that nobody caught are told to the house, so that an admin sees them without being written to.

import type { ClientCrash } from '@greenroom/contract/operations.ts'
import { ApiProblem, call } from './api.ts'

type Kind = ClientCrash['kind']

/** After these the admin knows that the page is broken; a loop that throws must not become a storm of reports. */
const MOST_OF_A_PAGE = 3
const LONGEST_MESSAGE = 500
const MOST_PLACES = 8

interface Outside {
  /** Must not throw; what cannot be told is lost, because there is nobody else to tell. */
  send: (crash: ClientCrash) => void
  /** The path of the page now. */
  page: () => string
  newReference: () => string
}

/** Tells each error once, the first few of a page. Answers whether it was told. */
export function makeReporter({ send, page, newReference }: Outside) {
  const told = new Set<string>()
  return (kind: Kind, reason: unknown, reference = newReference()): boolean => {
    if (isNobodysFault(reason)) return false
    const message = messageOf(reason)
    const places = placesOf(reason)
    const sameness = `${message} ${places[0] ?? ''}`
    if (told.has(sameness) || told.size >= MOST_OF_A_PAGE) return false
    told.add(sameness)
    send({ reference, kind, page: page().slice(0, 300), message: message.slice(0, LONGEST_MESSAGE), places })
    return true
  }
}

/** The files of a page are gone once a newer version is served. Browsers say it each in their own words. */
export const isStale = (reason: unknown): boolean =>
  reason instanceof Error &&
  /dynamically imported module|Importing a module script failed|preload CSS/.test(reason.message)

function isNobodysFault(reason: unknown): boolean {
  // The house has answered, and has written down what was its own fault; without a network there is nothing to tell.
  if (reason instanceof ApiProblem || isStale(reason)) return true
  if (!(reason instanceof Error)) return messageOf(reason) === ''
  const stopped = reason.name === 'AbortError'
  // Browsers say this of a layout that settles in the next picture, and "Script error." of code that is not ours.
  const noise = /^ResizeObserver loop|^Script error\.?$/.test(reason.message)
  return stopped || noise || /(chrome|moz|safari-web)-extension:/.test(reason.stack ?? '')
}

function messageOf(reason: unknown): string {
  if (reason instanceof Error) return `${reason.name}: ${reason.message}`
  // What else is thrown may hold anything, also what a person typed: only texts are told.
  return typeof reason === 'string' ? reason : ''
}

/** Lines of the studio's own files, without the address of the house. */
function placesOf(reason: unknown): string[] {
  const stack = reason instanceof Error ? (reason.stack ?? '') : ''
  const frames = stack.matchAll(/https?:\/\/[^/\s]+\/([\w@./-]{1,120}\.(?:js|ts|tsx))(?:\?[^\s:)]*)?(:\d+(?::\d+)?)/g)
  return [...frames].slice(0, MOST_PLACES).map(([, file, line]) => `${file}${line}`)
}

const report = makeReporter({
  send: (crash) => void call('POST /api/client-errors', { body: crash }).catch(() => undefined),
  page: () => location.pathname,
  newReference: () => crypto.randomUUID(),
})

/** What has been told as a broken page comes by once more, when it is shown to the browser's own error list. */
const shown = new WeakSet<object>()

/** For the boundary that caught it; `reference` is what the person is shown. */
export function reportBrokenPage(reason: unknown, reference: string): void {
  report('render', reason, reference)
  const error = new Error(`A page broke, reference ${reference}`, { cause: reason })
  shown.add(error)
  reportError(error)
}

/** Listens for what nobody caught. Called once. */
export function startCrashReports(): void {
  addEventListener('error', ({ error }: ErrorEvent) => {
    if (!(error instanceof Error && shown.has(error))) report('error', error)
  })
  addEventListener('unhandledrejection', ({ reason }: PromiseRejectionEvent) => void report('rejection', reason))
}
