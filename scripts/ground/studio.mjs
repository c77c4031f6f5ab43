import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { run } from './child.mjs'
import { oneAtATime } from './one-at-a-time.mjs'
import { at, contentHash, root, textOf } from './places.mjs'
import { withProgress } from './say.mjs'
import { Trouble, writeTrouble } from './trouble.mjs'

/** Everything that decides what the built studio looks like. */
const inputs = ['studio', 'contract', 'package-lock.json', 'scripts/ground/studio.mjs']
const stampFile = at('studio/dist/.greenroom-build')

/**
 * Builds the studio into studio/dist when its inputs changed since the last build. The new build is made beside the old
 * one and changes places with it at the end, so a house that runs meanwhile never serves half of one.
 * @param {string} node24
 */
export async function buildStudio(node24) {
  if (!existsSync(at('studio/index.html')))
    throw new Trouble('The studio cannot be built: studio/index.html is missing.')
  if (textOf(stampFile) === wanted()) return
  await oneAtATime(at('.cache'), 'build', async () => {
    const hash = wanted()
    if (textOf(stampFile) === hash) return
    await withProgress('Building the studio', 'Built the studio', () => build(node24, hash))
  })
}

const wanted = () => `${contentHash(inputs)}\n`

/** @param {string} node24 @param {string} hash */
async function build(node24, hash) {
  const fresh = at('.cache/studio-next')
  const vite = at('node_modules/vite/bin/vite.js')
  const { code, said } = await run(
    node24,
    [vite, 'build', 'studio', '--outDir', fresh, '--emptyOutDir', '--logLevel', 'warn'],
    {
      env: { NODE_ENV: 'production' },
    },
  )
  if (code !== 0)
    throw new Trouble(writeTrouble(said, root) ?? 'The studio could not be built. What Vite said stands above.', {
      said,
    })
  try {
    writeFileSync(`${fresh}/.greenroom-build`, hash)
    const old = at('.cache/studio-old')
    rmSync(old, { recursive: true, force: true })
    mkdirSync(at('studio/dist'), { recursive: true })
    renameSync(at('studio/dist'), old)
    renameSync(fresh, at('studio/dist'))
    rmSync(old, { recursive: true, force: true })
  } catch (error) {
    throw new Trouble(writeTrouble(error, root) ?? `The built studio could not be put in place: ${String(error)}.`)
  }
}
