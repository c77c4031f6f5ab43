import type { ClientCrash } from '@greenroom/contract/operations.ts'
import { clientCrash } from '@greenroom/contract/operations.ts'
import { beforeEach, expect, test } from 'vitest'
import { ApiProblem } from './api.ts'
import { makeReporter } from './crash-reports.ts'

let sent: ClientCrash[]
let report: ReturnType<typeof makeReporter>
beforeEach(() => {
  sent = []
  report = makeReporter({
    send: (crash) => sent.push(crash),
    page: () => '/projects/1',
    newReference: () => crypto.randomUUID(),
  })
})

/** An error as a browser makes it: its stack names the address of the house. */
const broken = (message: string, line = 1, place = 'https://house.test/assets/page-Bx1.js'): Error => {
  const error = new TypeError(message)
  error.stack = `TypeError: ${message}\n    at draw (${place}?v=secret:${line}:20)\n    at https://house.test/assets/base-Q.js:9:8`
  return error
}

test('an error is told with its page and its lines, in the shape that the house takes', () => {
  const reference = crypto.randomUUID()
  expect(report('render', broken('x is undefined'), reference)).toBe(true)
  expect(sent).toEqual([
    {
      reference,
      kind: 'render',
      page: '/projects/1',
      message: 'TypeError: x is undefined',
      places: ['assets/page-Bx1.js:1:20', 'assets/base-Q.js:9:8'],
    },
  ])
  expect(clientCrash.parse(sent[0])).toEqual(sent[0])
})

test('the same error is told once, and another one at another place again', () => {
  expect([1, 1, 2].map((line) => report('error', broken('x is undefined', line)))).toEqual([true, false, true])
})

test('a page that throws on and on tells three', () => {
  for (let count = 0; count < 50; count += 1) report('error', broken(`number ${count}`))
  expect(sent).toHaveLength(3)
})

test('a message of any length has the shape that the house takes', () => {
  report('error', broken('long '.repeat(1000)))
  report('rejection', 'just a text')
  for (const crash of sent) expect(clientCrash.safeParse(crash).success).toBe(true)
  expect(sent.map(({ message }) => message.length)).toEqual([500, 11])
})

test.each([
  ['what the house itself answered', new ApiProblem({ status: 500, code: 'house.fault', detail: 'Sorry' })],
  ['a page of an older version', new TypeError('Failed to fetch dynamically imported module: /assets/x.js')],
  ['what was stopped on purpose', new DOMException('The user aborted a request.', 'AbortError')],
  ['what browsers say of every layout', new Error('ResizeObserver loop completed with undelivered notifications.')],
  ['code that is not ours', new Error('Script error.')],
  ['an extension of the browser', broken('no', 1, 'chrome-extension://abc/inject.js')],
  ['things that may hold what somebody typed', { typed: 'my secret' }],
  ['nothing', undefined],
])('%s is not told', (_what, reason) => {
  expect(report('rejection', reason)).toBe(false)
  expect(sent).toEqual([])
})
