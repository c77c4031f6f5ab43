import { existsSync } from 'node:fs'
import { at } from './places.mjs'
import { Trouble } from './trouble.mjs'

/** The version that package.json pins per platform; the same packages are optionalDependencies there. */
const bundled = new Set(['linux-x64', 'linux-arm64', 'win-x64'])
const platform = process.platform === 'win32' ? 'win' : process.platform
const here = `${platform}-${process.arch}`

const ownIsEnough = () => Number(process.versions.node.split('.')[0]) >= 24

/** Says so before minutes of installing are spent on a platform for which no Node 24 comes along. */
export function checkNode24IsPossible() {
  if (ownIsEnough() || bundled.has(here)) return
  const name = process.platform === 'darwin' ? 'macOS' : process.platform
  throw new Trouble(
    `Greenroom runs on Node 24 and brings it along for Linux and Windows, but not for ${name} on ${process.arch}. ` +
      `This is Node ${process.versions.node}: install Node 24 from https://nodejs.org and run the command again.`,
  )
}

/** The path of a Node 24 or newer: the one that runs this, else the one that was installed with the packages. */
export function findNode24() {
  if (ownIsEnough()) return process.execPath
  checkNode24IsPossible()
  const file = at('node_modules', `node-${here}`, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (existsSync(file)) return file
  throw new Trouble(
    `Node 24 did not arrive with the packages (node_modules/node-${here} is missing). ` +
      'Remove the folder node_modules and run the command again, or install Node 24 from https://nodejs.org.',
  )
}
