/** Messages between the tabs of one browser. Only the tab that holds the lock talks to the house. */
type Note = { kind: 'hello' } | { kind: 'state'; state: LineState } | { kind: 'event'; data: string } | { kind: 'gap' }

export type LineState = 'connecting' | 'live' | 'retrying'

/** The part of EventSource that the line needs. */
export interface Stream {
  readonly readyState: number
  onopen: ((event: Event) => void) | null
  onerror: ((event: Event) => void) | null
  onmessage: ((event: MessageEvent) => void) | null
  close: () => void
}

export interface LineTools {
  /** Opens the stream of the house. */
  open: () => Stream
  /** Called before the stream is opened by hand after a refusal, e.g. to mend the cookie. */
  mend: () => Promise<unknown>
  locks: Pick<LockManager, 'request'>
  channel: Pick<BroadcastChannel, 'postMessage' | 'close'> & { onmessage: ((event: MessageEvent) => void) | null }
  onEvent: (data: string) => void
  onState: (state: LineState) => void
  /** Events may have been missed: read again what is shown. */
  onGap: () => void
  /** Milliseconds before the nth attempt to open a stream that was refused. */
  pause?: (attempt: number) => number
}

const CLOSED = 2
const gently = (attempt: number): number => Math.min(1000 * 2 ** attempt, 30_000)

/**
 * One event stream for all tabs of a browser: browsers allow six connections to a server without HTTP/2, and ten open
 * tabs would use them up. The tab that gets the lock opens the stream and passes on what it hears; when that tab is
 * closed, another one gets the lock. Answers a function that leaves the line.
 */
export function joinLine(tools: LineTools): () => void {
  const { channel, locks, pause = gently } = tools
  const leaving = new AbortController()
  let state: LineState = 'connecting'
  let leads = false

  const become = (next: LineState): void => {
    state = next
    tools.onState(next)
    if (leads) channel.postMessage({ kind: 'state', state } satisfies Note)
  }

  channel.onmessage = ({ data }: MessageEvent<Note>) => {
    if (data.kind === 'hello' && leads) channel.postMessage({ kind: 'state', state } satisfies Note)
    if (data.kind === 'state' && !leads) become(data.state)
    if (data.kind === 'event') tools.onEvent(data.data)
    if (data.kind === 'gap') tools.onGap()
  }
  channel.postMessage({ kind: 'hello' } satisfies Note)

  const gap = (): void => {
    tools.onGap()
    channel.postMessage({ kind: 'gap' } satisfies Note)
  }

  const lead = async (): Promise<void> => {
    leads = true
    // Somebody led before this tab and may have heard things that it did not pass on.
    let missed = state !== 'connecting'
    for (let attempt = 0; !leaving.signal.aborted; attempt += 1) {
      const wasLive = await follow(tools.open(), () => {
        become('live')
        if (missed) gap()
        missed = false
      })
      missed = true
      if (leaving.signal.aborted) return
      become('retrying')
      if (wasLive) attempt = 0
      await sleep(pause(attempt), leaving.signal)
      if (!leaving.signal.aborted) await tools.mend()
    }
  }

  /** Until the stream is closed for good or this tab leaves. The browser itself mends a stream that merely broke. */
  const follow = (stream: Stream, live: () => void): Promise<boolean> =>
    new Promise((resolve) => {
      let wasLive = false
      const end = (): void => {
        stream.close()
        resolve(wasLive)
      }
      leaving.signal.addEventListener('abort', end, { once: true })
      stream.onopen = () => {
        wasLive = true
        live()
      }
      stream.onmessage = ({ data }: MessageEvent<string>) => {
        tools.onEvent(data)
        channel.postMessage({ kind: 'event', data } satisfies Note)
      }
      stream.onerror = () => {
        if (stream.readyState !== CLOSED) return become('retrying')
        leaving.signal.removeEventListener('abort', end)
        end()
      }
    })

  locks.request('greenroom.events', { signal: leaving.signal }, lead).catch((reason: unknown) => {
    if (!leaving.signal.aborted) throw reason
  })
  return () => {
    leaving.abort()
    channel.close()
  }
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
