import { startChildOf } from './child.ts'
import { atLeast, inOneLine, type Absent, type Bench } from './measure.ts'
import { drain } from './drain.ts'
import { gather, type PeerName } from './peers/install.ts'

const count = 100
const clipBytes = 8_000_000
const packages: readonly PeerName[] = ['archiver', 'yazl', 'client-zip', 'fflate']

/** 100 clips of 8 MB as one stored ZIP over HTTP, from a real house with sign-in and row security, against plain streaming. */
export const zipBench: Bench = {
  key: 'zip',
  workload: `ZIP of ${count} clips of 8 MB, streamed`,
  unit: 'MB/s',
  better: 'more',
  async prepare({ peers }) {
    const house = await startChildOf<{ url: string; token: string }>('./house.process.ts')
    const laidOut = await house.ask<{ path: string; bytes: number; files: string[] }>({ do: 'zip', count, clipBytes })
    const plain = await startChildOf<{ url: string }>('./plain.process.ts')
    await plain.ask({ files: laidOut.files })
    const startOther = async (which: string, folder: string) => {
      const child = await startChildOf<{ url: string }>('./peers/zip.process.ts', which, folder)
      await child.ask({ files: laidOut.files })
      return child
    }
    const { there, absent } = await gather(
      peers,
      packages.map((peer) => ({
        peer,
        name: peer,
        start: async ({ folder, version }) => ({ name: `${peer} ${version}`, child: await startOther(peer, folder) }),
      })),
    )
    const notThere: Absent[] = [...absent]
    if (peers.wanted)
      await startOther('zip', '').then(
        (child) => there.push({ name: 'zip -0, the program', child }),
        (error: unknown) => notThere.push({ name: 'zip -0, the program', why: `is not here: ${inOneLine(error)}` }),
      )
    await house.forgetMost()
    const before = await house.memory()
    const speed = async (url: string, headers?: Record<string, string>): Promise<number> => {
      const began = performance.now()
      const bytes = await drain(url, headers)
      if (bytes < count * clipBytes) throw new Error(`only ${bytes} bytes came`)
      return bytes / 1000 / (performance.now() - began)
    }
    const growth = async (): Promise<number> => Math.max(0, Math.round((await house.memory()).most - before.now))
    return {
      contestants: [
        {
          name: 'ours',
          kind: 'ours',
          run: () => speed(house.ready.url + laidOut.path, { authorization: `Bearer ${house.ready.token}` }),
          note: async () =>
            `sign-in and row security on; the server grew by ${await growth()} MB above idle (to ${Math.round((await house.memory()).most)} MB, database included)`,
        },
        {
          name: 'plain streaming',
          kind: 'limit',
          run: () => speed(`${plain.ready.url}/plain`),
          note: async () => `${Math.round((await plain.memory()).most)} MB`,
        },
        ...there.map(({ name, child }) => ({
          name,
          kind: 'peer' as const,
          run: () => speed(child.ready.url),
          note: async () => (name.startsWith('zip') ? '' : `${Math.round((await child.memory()).most)} MB`),
        })),
      ],
      absent: notThere,
      async promises(medians) {
        const ours = medians.get('ours') ?? NaN
        return [
          {
            promise: '≥ 0.95 × plain streaming',
            kept: atLeast(ours, 0.95, medians.get('plain streaming') ?? NaN),
          },
          { promise: '≤ 160 MB above idle while streaming', kept: (await growth()) <= 160 },
        ]
      },
      notes: () => [],
      async close() {
        for (const child of [house, plain, ...there.map((other) => other.child)]) await child.stop()
      },
    }
  },
}
