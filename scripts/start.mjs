// Starts Greenroom from whatever is there: installs, builds the studio, serves. Runs on the Node that people have (20 or
// newer); the house itself runs on Node 24. Whatever is already up to date is not done again.
import './ground/old-node.mjs'
import { accessSync, constants } from 'node:fs'
import { become } from './ground/child.mjs'
import { install } from './ground/install.mjs'
import { checkNode24IsPossible, findNode24 } from './ground/node24.mjs'
import { at, envFile, houseFlags } from './ground/places.mjs'
import { buildStudio } from './ground/studio.mjs'
import { orExplain } from './ground/trouble.mjs'

await orExplain(async () => {
  const args = process.argv.slice(2)
  const dev = args.includes('--dev')
  checkNode24IsPossible()
  await install()
  const node24 = findNode24()
  if (dev) return become(node24, ['scripts/dev.mjs'], { env: { NODE_ENV: 'development' } })
  await buildStudio(node24)
  await become(node24, [...houseFlags, ...envFile(), 'server/main.ts', ...args], { env: compileCache() })
})

/** Compiled code is kept between starts where this user may write. */
function compileCache() {
  try {
    accessSync(at('.cache'), constants.W_OK)
    return { NODE_COMPILE_CACHE: at('.cache/node') }
  } catch {
    // A folder that may only be read is fine: the start is a little slower.
    return {}
  }
}
