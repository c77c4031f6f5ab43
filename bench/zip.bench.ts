import { drain, startHelper, type Bench } from './measure.ts'

const count = 100
const clipBytes = 8_000_000

/** 100 clips of 8 MB as one stored ZIP over HTTP, from a real house with sign-in and row security, against plain streaming. */
export const zipBench: Bench = {
  key: 'zip',
  workload: `ZIP of ${count} clips of 8 MB`,
  unit: 'MB/s',
  better: 'more',
  goal: '≥ 0.95 × plain streaming',
  met: (medians) => (medians.get('ours') ?? 0) >= 0.95 * (medians.get('plain streaming') ?? Infinity),
  async prepare({ peersFolder }) {
    const house = await startHelper<{ url: string; token: string }>('./house.process.ts')
    const laidOut = await house.ask<{ path: string; bytes: number; files: string[] }>({ do: 'zip', count, clipBytes })
    const plain = await startHelper<{ url: string; there: string[] }>(
      './plain.process.ts',
      ...(peersFolder === null ? [] : [peersFolder]),
    )
    await plain.ask({ files: laidOut.files })
    await house.forgetMost()
    const before = await house.memory()
    const speed = async (url: string, headers?: Record<string, string>): Promise<number> => {
      const began = performance.now()
      const bytes = await drain(url, headers)
      if (bytes < count * clipBytes) throw new Error(`Only ${bytes} bytes came from ${url}`)
      return bytes / 1000 / (performance.now() - began)
    }
    const peers = ['archiver', 'yazl', 'client-zip', 'fflate']
    return {
      contestants: [
        {
          name: 'ours',
          kind: 'ours',
          run: () => speed(house.ready.url + laidOut.path, { authorization: `Bearer ${house.ready.token}` }),
        },
        { name: 'plain streaming', kind: 'limit', run: () => speed(`${plain.ready.url}/plain`) },
        ...peers
          .filter((name) => plain.ready.there.includes(name))
          .map((name) => ({ name, kind: 'peer' as const, run: () => speed(`${plain.ready.url}/${name}`) })),
      ],
      async notes() {
        const { most } = await house.memory()
        const missing = peers.filter((name) => !plain.ready.there.includes(name))
        return [
          `the house grew by ${Math.max(0, Math.round(most - before.now))} MB while streaming (to ${Math.round(most)} MB, database included)`,
          ...(missing.length === 0 ? [] : [`not compared: ${missing.join(', ')}`]),
        ]
      },
      async close() {
        await house.stop()
        await plain.stop()
      },
    }
  },
}
