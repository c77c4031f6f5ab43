/** Messages between the tabs of one browser. Only the tab that holds the lock talks to the house. */
type Note =
  | { kind: 'hello' }
  | { kind: 'state'; state: LineState; last: string }
  | { kind: 'event'; heard: Heard }
  | { kind: 'gap' }

/** One event as it travelled: its name, its JSON, and the number to go on from ('' before the first one). */
export interface Heard {
  name: string
  data: string
  id: string
}

export type LineState = 'connecting' | 'live' | 'retrying'

/** The part of EventSource that the line needs. */
export interface Stream {
  readonly readyState: number
  onopen: ((event: Event) => void) | null
  onerror: ((event: Event) => void) | null
  addEventListener: (name: string, listener: (event: MessageEvent<string>) => void) => void
  close: () => void
}

export interface LineTools {
  /** Opens the stream of the house, going on after an event ('' = from now on). */
  open: (after: string) => Stream
  /** The newest event when this tab began to read; '' when nobody knows. */
  begin: () => string
  /** The names of the events to listen to. */
  names: readonly string[]
  /** Called before the stream is opened by hand after a refusal, e.g. to mend the cookie. */
  mend: () => Promise<unknown>
  /** Runs the work once no other tab does it (Web Locks), until the signal. */
  hold: (work: () => Promise<void>, signal: AbortSignal) => Promise<unknown>
  channel: Pick<BroadcastChannel, 'postMessage' | 'close'> & { onmessage: ((event: MessageEvent) => void) | null }
  onEvent: (heard: Heard) => void
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
 * closed, another one gets the lock and goes on after the last event. Answers a function that leaves the line.
 */
export function joinLine(tools: LineTools): () => void {
  const { channel, pause = gently } = tools
  const leaving = new AbortController()
  let state: LineState = 'connecting'
  let last = ''
  let leads = false

  const tell = (note: Note): void => channel.postMessage(note)
  const become = (next: LineState): void => {
    state = next
    tools.onState(next)
    if (leads) tell({ kind: 'state', state, last })
  }
  const hear = (heard: Heard): void => {
    if (heard.id !== '') last = heard.id
    tools.onEvent(heard)
  }

  channel.onmessage = ({ data: note }: MessageEvent<Note>) => {
    if (note.kind === 'hello' && leads) tell({ kind: 'state', state, last })
    if (note.kind === 'event') hear(note.heard)
    if (note.kind === 'gap') tools.onGap()
    if (note.kind === 'state' && !leads) {
      last = note.last
      become(note.state)
    }
  }
  tell({ kind: 'hello' })

  const lead = async (): Promise<void> => {
    leads = true
    // Nobody was heard before this tab, and the stream opens after it has begun to read.
    if (last === '') last = tools.begin()
    for (let attempt = 0; !leaving.signal.aborted; attempt += 1) {
      const unknown = last === ''
      const wasLive = await follow(tools.open(last), () => {
        become('live')
        if (!unknown) return
        tools.onGap()
        tell({ kind: 'gap' })
      })
      if (leaving.signal.aborted) return
      become('retrying')
      if (wasLive) attempt = 0
      await sleep(pause(attempt), leaving.signal)
      if (!leaving.signal.aborted) await tools.mend()
    }
  }

  /** Until the stream is refused or this tab leaves. A stream that merely broke is mended by the browser itself. */
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
      for (const name of tools.names) {
        stream.addEventListener(name, ({ data, lastEventId }) => {
          const heard = { name, data, id: lastEventId }
          hear(heard)
          tell({ kind: 'event', heard })
        })
      }
      stream.onerror = () => {
        if (stream.readyState !== CLOSED) return become('retrying')
        leaving.signal.removeEventListener('abort', end)
        end()
      }
    })

  tools.hold(lead, leaving.signal).catch((reason: unknown) => {
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
