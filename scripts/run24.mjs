// Runs a script of ours under Node 24, installing the packages first when that is needed:
//   node scripts/run24.mjs bench/run.ts --only lists
import './ground/old-node.mjs'
import { become } from './ground/child.mjs'
import { install } from './ground/install.mjs'
import { checkNode24IsPossible, findNode24 } from './ground/node24.mjs'
import { envFile } from './ground/places.mjs'
import { orExplain, Trouble } from './ground/trouble.mjs'

await orExplain(async () => {
  const [script, ...args] = process.argv.slice(2)
  if (!script) throw new Trouble('Say which script to run: node scripts/run24.mjs <script> [arguments].')
  checkNode24IsPossible()
  await install()
  await become(findNode24(), [...envFile(), script, ...args])
})
