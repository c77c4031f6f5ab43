import { afterEach, expect, test, vi } from 'vitest'
import { joinLine, type Heard, type LineState, type Stream } from './event-line.ts'

/** A stream as the browser would open it, played by the test. */
interface Played extends Stream {
  readonly after: string
  opens: () => void
  says: (heard: Heard) => void
  breaks: () => void
  isRefused: () => void
  isClosed: () => boolean
}

function playedStream(after: string): Played {
  const listeners = new Map<string, (event: MessageEvent<string>) => void>()
  let readyState = 0
  const stream: Played = {
    after,
    get readyState() {
      return readyState
    },
    onopen: null,
    onerror: null,
    addEventListener: (name, listener) => void listeners.set(name, listener),
    close: () => {
      readyState = 2
    },
    opens: () => {
      readyState = 1
      stream.onopen?.(new Event('open'))
    },
    says: ({ name, data, id }) => listeners.get(name)?.(new MessageEvent(name, { data, lastEventId: id })),
    breaks: () => {
      readyState = 0
      stream.onerror?.(new Event('error'))
    },
    isRefused: () => {
      readyState = 2
      stream.onerror?.(new Event('error'))
    },
    isClosed: () => readyState === 2,
  }
  return stream
}

let browser = 0
const leavers: (() => void)[] = []
afterEach(() => {
  for (const leave of leavers.splice(0)) leave()
})

/** One browser with its own channel; every call of `tab` opens a tab. */
function openBrowser(begin = '0') {
  browser += 1
  const channelName = `events-${browser}`
  const streams: Played[] = []
  const tab = () => {
    const heard: Heard[] = []
    const states: LineState[] = []
    const gaps = { count: 0 }
    const mended = { count: 0 }
    const leave = joinLine({
      open: (after) => {
        const stream = playedStream(after)
        streams.push(stream)
        return stream
      },
      begin: () => begin,
      names: ['hello', 'scenes.changed', 'scene.progress'],
      mend: async () => {
        mended.count += 1
      },
      // Locks of one browser do not reach into another.
      hold: (work, signal) => navigator.locks.request(channelName, { signal }, work),
      channel: new BroadcastChannel(channelName),
      onEvent: (event) => heard.push(event),
      onState: (state) => states.push(state),
      onGap: () => {
        gaps.count += 1
      },
      pause: () => 0,
    })
    leavers.push(leave)
    return { heard, states, gaps, mended, leave }
  }
  return { tab, streams }
}

/** However busy the machine is. */
const eventually = <Seen>(look: () => Seen): Promise<Seen> => vi.waitFor(look, { timeout: 60_000 })
const streamAt = (streams: readonly Played[], place: number): Promise<Played> =>
  eventually(() => {
    const stream = streams[place]
    if (stream === undefined) throw new Error('not opened yet')
    return stream
  })
const change = (id: string): Heard => ({ name: 'scenes.changed', data: `{"projectId":"${id}"}`, id })

test('many tabs share one stream and all of them hear every event', async () => {
  const { tab, streams } = openBrowser()
  const first = tab()
  const stream = await streamAt(streams, 0)
  const second = tab()
  const third = tab()
  stream.opens()
  await eventually(() => expect(third.states.at(-1)).toBe('live'))
  stream.says(change('7'))
  await eventually(() => expect([second.heard.length, third.heard.length]).toEqual([1, 1]))
  expect(first.heard).toEqual([change('7')])
  expect(streams).toHaveLength(1)
})

test('when the tab that holds the stream is closed, another one goes on after the last event', async () => {
  const { tab, streams } = openBrowser()
  const first = tab()
  const stream = await streamAt(streams, 0)
  const second = tab()
  stream.opens()
  stream.says(change('41'))
  stream.says({ name: 'scene.progress', data: '{}', id: '41' })
  await eventually(() => expect(second.heard).toHaveLength(2))
  first.leave()
  const next = await streamAt(streams, 1)
  expect(stream.isClosed()).toBe(true)
  expect(next.after).toBe('41')
  next.opens()
  next.says(change('42'))
  expect(second.heard.map(({ id }) => id)).toEqual(['41', '41', '42'])
  expect(second.gaps.count).toBe(0)
})

test('a tab that joins late learns the state and the place of the stream', async () => {
  const { tab, streams } = openBrowser()
  const first = tab()
  const stream = await streamAt(streams, 0)
  stream.opens()
  stream.says({ name: 'hello', data: '{}', id: '12' })
  const late = tab()
  await eventually(() => expect(late.states).toEqual(['live']))
  first.leave()
  expect((await streamAt(streams, 1)).after).toBe('12')
})

test('a broken stream shows as retrying in every tab and as live when it is back', async () => {
  const { tab, streams } = openBrowser()
  const first = tab()
  const stream = await streamAt(streams, 0)
  const second = tab()
  stream.opens()
  stream.breaks()
  await eventually(() => expect(second.states.at(-1)).toBe('retrying'))
  stream.opens()
  await eventually(() => expect(second.states.at(-1)).toBe('live'))
  expect(first.mended.count).toBe(0)
  expect(streams).toHaveLength(1)
})

test('a refused stream is mended and opened again after the last event', async () => {
  const { tab, streams } = openBrowser()
  const only = tab()
  const stream = await streamAt(streams, 0)
  stream.opens()
  stream.says(change('3'))
  stream.isRefused()
  const next = await streamAt(streams, 1)
  expect(only.mended.count).toBe(1)
  expect(next.after).toBe('3')
  next.opens()
  expect(only.states.at(-1)).toBe('live')
})

test('the stream begins where the page began to read, and nothing is read twice for it', async () => {
  const { tab, streams } = openBrowser('12')
  const only = tab()
  const stream = await streamAt(streams, 0)
  expect(stream.after).toBe('12')
  stream.opens()
  expect(only.gaps.count).toBe(0)
})

test('when nobody knows where the stream was, everything shown is read again', async () => {
  const { tab, streams } = openBrowser('')
  const only = tab()
  const stream = await streamAt(streams, 0)
  stream.isRefused()
  const next = await streamAt(streams, 1)
  expect(next.after).toBe('')
  next.opens()
  expect(only.gaps.count).toBe(1)
})

test('leaving closes the stream and opens no other one', async () => {
  const { tab, streams } = openBrowser()
  const only = tab()
  const stream = await streamAt(streams, 0)
  stream.opens()
  only.leave()
  await eventually(() => expect(stream.isClosed()).toBe(true))
  await new Promise((resolve) => setImmediate(resolve))
  expect(streams).toHaveLength(1)
})
