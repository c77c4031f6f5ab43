import { randomUUID } from 'node:crypto'
import { fetch } from 'undici'
import type { ContractClock } from './contract-clock.ts'
import type { Job, Jobs } from './jobs.ts'
import type { LumaSettings } from './world.ts'

/** One try to tell the customer; `status` null when nobody answered in time. */
export interface CallbackTry {
  generationId: string
  state: string
  attempt: number
  status: number | null
  forged: boolean
}

export interface Callbacks {
  /** Plans the callbacks of a legacy job. */
  plan(job: Job): void
  tries(): CallbackTry[]
  /** Resolves when every callback that has become due was delivered or given up. */
  settled(): Promise<void>
  clear(): void
}

/** The Generation object as the legacy API shows it, now or as if the job were in `state`. */
export type Describe = (job: Job, state?: string) => { id: string; state: string }

/**
 * Dream Machine callbacks (docs.lumalabs.ai changelog V1.1.0): POST with the Generation, on dreaming, completed and failed;
 * anything but 200 is tried 3 more times, 100 ms apart, 5 s each. No signature.
 */
export const makeCallbacks = (
  clock: ContractClock,
  jobs: Jobs,
  settings: LumaSettings,
  describe: Describe,
): Callbacks => {
  let tries: CallbackTry[] = []
  let running = Promise.resolve()

  const send = async (url: string, body: { id: string; state: string }, forged: boolean): Promise<void> => {
    for (let attempt = 1; attempt <= 4; attempt += 1) {
      const status = await post(url, body)
      tries.push({ generationId: body.id, state: body.state, attempt, status, forged })
      if (status === 200) return
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  const queue = (url: string, bodies: { id: string; state: string }[], forged = false): void => {
    running = running.then(async () => {
      for (const body of bodies) await send(url, body, forged)
    })
  }

  return {
    plan(job) {
      const { callbackUrl: url } = job
      if (url === null || settings.callbacks === 'off') return
      const { working, done } = jobs.times(job)
      const twice = settings.callbacks === 'duplicate' ? 2 : 1
      clock.at(working, () => {
        if (settings.callbacks === 'forged') queue(url, forgeries(job, describe), true)
        if (settings.callbacks !== 'reordered') queue(url, Array(twice).fill(describe(job, 'dreaming')))
      })
      clock.at(done, () => {
        queue(url, Array(twice).fill(describe(job)))
        // What was sent first arrives last.
        if (settings.callbacks === 'reordered') queue(url, [describe(job, 'dreaming')])
      })
    },
    tries: () => [...tries],
    clear() {
      tries = []
    },
    settled: async () => {
      for (let last = null; last !== running;) {
        last = running
        await last
      }
    },
  }
}

/** What a stranger who found the address could send: a lying state, someone else's job, an address inside the house, noise. */
const forgeries = (job: Job, describe: Describe): { id: string; state: string }[] => [
  { ...describe(job, 'failed'), failure_reason: 'forged' } as { id: string; state: string },
  { ...describe(job, 'completed'), assets: { video: 'http://169.254.169.254/latest/meta-data/' } } as {
    id: string
    state: string
  },
  { ...describe(job, 'completed'), id: randomUUID() },
]

const post = async (url: string, body: object): Promise<number | null> => {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(5000),
    })
    await response.body?.cancel()
    return response.status
  } catch {
    return null
  }
}
