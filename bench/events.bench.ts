import http from 'node:http'
import { quantile, startHelper, type Bench, type Helper } from './measure.ts'

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
  workload: `one message to ${streams} streams, last one`,
  unit: 'ms',
  better: 'less',
  goal: '≤ 1.6 × raw from commit to the last client, ≤ 40 ms with the database',
  met: (medians) => (medians.get('ours') ?? Infinity) <= Math.max(40, 1.6 * (medians.get('raw') ?? 0)),
  async prepare() {
    const house = await startHelper<{ url: string; token: string; userId: string }>('./house.process.ts')
    const plain = await startHelper<{ url: string }>('./plain.process.ts')
    const people = await house.ask<{ id: string; accessToken: string }[]>({ do: 'people', count: streams })
    const written: number[] = []
    const median: number[] = []
    const many = await open(
      house.ready.url + '/api/events',
      people.map((person) => person.accessToken),
      'event: hello',
    )
    const windows = await open(
      house.ready.url + '/api/events',
      people.map(() => house.ready.token),
      'event: hello',
    )
    const raw = await open(
      plain.ready.url + '/events',
      people.map(() => ''),
      ': hello',
    )
    const last = async (listeners: Listeners, helper: Helper<unknown>, question: unknown): Promise<number> => {
      const heard = await listeners.hear(helper, question)
      if (helper === house && listeners === many) {
        written.push(heard.written)
        median.push(quantile(heard.waits, 0.5))
      }
      return quantile(heard.waits, 0.99)
    }
    return {
      contestants: [
        {
          name: 'ours',
          kind: 'ours',
          run: () => last(many, house, { do: 'announce', userIds: people.map((person) => person.id) }),
        },
        {
          name: 'ours, one person',
          kind: 'peer',
          run: () => last(windows, house, { do: 'announce', userIds: [house.ready.userId] }),
        },
        { name: 'raw', kind: 'limit', run: () => last(raw, plain, { broadcast: true }) },
      ],
      notes: () => [
        `99 of 100 streams; the median stream hears after ${quantile(median, 0.5).toFixed(0)} ms`,
        `writing ${streams} rows and committing took ${quantile(written, 0.5).toFixed(0)} ms`,
      ],
      async close() {
        for (const listeners of [many, windows, raw]) listeners.close()
        await house.stop()
        await plain.stop()
      },
    }
  },
}

interface Listeners {
  /** Asks the helper to send one message and waits until every stream has it. */
  hear(helper: Helper<unknown>, question: unknown): Promise<Heard>
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
    async hear(helper, question) {
      times.clear()
      const everybody = new Promise<void>((resolve) => (all = resolve))
      const { began, committed } = await helper.ask<{ began: bigint; committed: bigint }>(question)
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
