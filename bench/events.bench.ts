import http from 'node:http'
import { startChildOf, type Child } from './child.ts'
import { quantile, type Bench, type Contestant } from './measure.ts'

const streams = 500

interface Heard {
  /** Milliseconds from commit to each stream. */
  waits: number[]
  /** The commit itself, in milliseconds. */
  written: number
}

/** One change heard by 500 open event streams: of 500 people, and of one person in 500 windows; against plain Node with nothing to check. */
export const eventsBench: Bench = {
  key: 'events',
  workload: `one message to ${streams} event streams, until 99 of 100 have it`,
  unit: 'ms',
  better: 'less',
  async prepare() {
    const house = await startChildOf<{ url: string; token: string; userId: string }>('./house.process.ts')
    const plain = await startChildOf<{ url: string }>('./plain.process.ts')
    const hono = await startChildOf<{ url: string }>('./peers/events.process.ts')
    const people = await house.ask<{ id: string; accessToken: string }[]>({ do: 'people', count: streams })
    const nobody = people.map(() => '')
    const at = (child: Child<{ url: string }>, path: string, tokens: string[], greeting: string) =>
      open(child.ready.url + path, tokens, greeting)
    const tokens = people.map((person) => person.accessToken)
    const own = people.map(() => house.ready.token)
    const many = await at(house, '/api/events', tokens, 'event: hello')
    const windows = await at(house, '/api/events', own, 'event: hello')
    const raw = await at(plain, '/events', nobody, ': hello')
    const streamed = await at(hono, '/events', nobody, ': hello')
    const written: number[] = []
    const contestant = (
      name: string,
      kind: 'ours' | 'limit' | 'peer',
      listeners: Listeners,
      child: Child<unknown>,
      question: unknown,
      note = '',
    ): Contestant => {
      const middle: number[] = []
      return {
        name,
        kind,
        async run() {
          const heard = await listeners.hear(child, question)
          if (kind === 'ours') written.push(heard.written)
          middle.push(quantile(heard.waits, 0.5))
          return quantile(heard.waits, 0.99)
        },
        note: () => `the middle stream after ${quantile(middle, 0.5).toFixed(1)} ms${note === '' ? '' : `; ${note}`}`,
      }
    }
    return {
      contestants: [
        contestant(
          ...(['ours', 'ours', many, house] as const),
          { do: 'announce', userIds: people.map((person) => person.id) },
          'from commit; of 500 people, each with a row of one’s own, read back from the database',
        ),
        contestant('raw Node', 'limit', raw, plain, { broadcast: true }, 'from the first write; nothing behind it'),
        contestant('Hono streamSSE', 'peer', streamed, hono, {}, 'from the first write; nothing behind it'),
        contestant(
          ...(['ours, 500 windows of one person', 'peer', windows, house] as const),
          { do: 'announce', userIds: [house.ready.userId] },
          'from commit',
        ),
      ],
      absent: [],
      promises: (medians) => [
        {
          promise: '≤ 1.6 × raw Node from commit to the last client',
          kept: (medians.get('ours') ?? NaN) <= 1.6 * (medians.get('raw Node') ?? NaN),
        },
        { promise: 'with the database ≤ 40 ms', kept: (medians.get('ours') ?? NaN) <= 40 },
      ],
      notes: () => [`writing ${streams} rows and committing took ${quantile(written, 0.5).toFixed(0)} ms before that`],
      async close() {
        for (const listeners of [many, windows, raw, streamed]) listeners.close()
        for (const child of [house, plain, hono]) await child.stop()
      },
    }
  },
}

interface Listeners {
  /** Asks the child to send one message and waits until every stream has it. */
  hear(child: Child<unknown>, question: unknown): Promise<Heard>
  close(): void
}

const open = async (url: string, tokens: readonly string[], greeting: string): Promise<Listeners> => {
  const agent = new http.Agent({ keepAlive: true, maxSockets: Infinity })
  const times = new Map<number, bigint>()
  let all = (): void => undefined
  const requests: http.ClientRequest[] = []
  const connect = (token: string, index: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const request = http.get(
        url,
        { agent, headers: token === '' ? {} : { authorization: `Bearer ${token}` } },
        (answer) => {
          if (answer.statusCode !== 200) reject(new Error(`${url} answered ${answer.statusCode}`))
          answer.setEncoding('utf8').on('data', (text: string) => {
            if (text.includes(greeting)) resolve()
            if (!text.includes('event: shots.changed')) return
            times.set(index, process.hrtime.bigint())
            if (times.size === tokens.length) all()
          })
          answer.on('error', () => undefined)
        },
      )
      request.on('error', reject)
      requests.push(request)
    })
  // A few at a time: each is greeted after a look into the database.
  for (let index = 0; index < tokens.length; index += 25)
    await Promise.all(tokens.slice(index, index + 25).map((token, place) => connect(token, index + place)))
  return {
    async hear(child, question) {
      times.clear()
      const everybody = new Promise<void>((resolve) => (all = resolve))
      const { began, committed } = await child.ask<{ began: bigint; committed: bigint }>(question)
      await everybody
      return {
        waits: [...times.values()].map((at) => Number(at - committed) / 1e6),
        written: Number(committed - began) / 1e6,
      }
    },
    close() {
      for (const request of requests) request.destroy()
      agent.destroy()
    },
  }
}
