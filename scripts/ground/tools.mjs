import { accessSync, constants, existsSync } from 'node:fs'
import path from 'node:path'
import { run } from './child.mjs'
import { withProgress } from './say.mjs'
import { lastLines } from './trouble.mjs'

/** @param {string} name a program's name @returns {string | null} where the PATH has it */
function onPath(name) {
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    const file = path.join(folder, process.platform === 'win32' ? `${name}.exe` : name)
    if (folder && runnable(file)) return file
  }
  return null
}

/** @param {string} file */
function runnable(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** A browser for the journeys: CHROMIUM_PATH, else one of the system's, else Playwright's own. Null when there is none. */
export async function findChromium() {
  const named = process.env.CHROMIUM_PATH
  if (named) return runnable(named) ? named : null
  for (const name of ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']) {
    const found = onPath(name)
    if (found) return found
  }
  const mac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
  if (runnable(mac)) return mac
  const { chromium } = await import('@playwright/test')
  const own = chromium.executablePath()
  return own && existsSync(own) ? own : null
}

/** FFMPEG_PATH, else the one on the PATH. */
function findFfmpeg() {
  const named = process.env.FFMPEG_PATH
  if (named) return runnable(named) ? named : null
  return onPath('ffmpeg')
}

/**
 * Brings the programs that tests need and npm cannot bring. Only where it may be done without asking: as root on a
 * Debian-like system. What is missing afterwards is told as sentences, one for each.
 * @param {{ chromium: boolean }} want
 * @returns {Promise<{ chromium: string | null, sentences: string[] }>}
 */
export async function bringTools(want) {
  const lacksChromium = async () => want.chromium && (await findChromium()) === null
  const packages = []
  if (!process.env.CHROMIUM_PATH && (await lacksChromium())) packages.push('chromium', 'fonts-liberation')
  if (!process.env.FFMPEG_PATH && findFfmpeg() === null) packages.push('ffmpeg')
  const problem = packages.length > 0 ? await aptInstall(packages) : ''

  const sentences = []
  if (await lacksChromium()) {
    const mend = process.env.CHROMIUM_PATH
      ? 'CHROMIUM_PATH names a file that is not a program'
      : 'Install Chromium or Chrome, or name one with CHROMIUM_PATH'
    sentences.push(`No browser was found for the journeys. ${mend}. ${problem}`.trim())
  }
  if (findFfmpeg() === null) {
    sentences.push(`No ffmpeg was found: the tests that need the command-line encoder are skipped. ${problem}`.trim())
  }
  return { chromium: want.chromium ? await findChromium() : null, sentences }
}

/** @param {string[]} packages @returns {Promise<string>} what went wrong, as a sentence, or nothing */
async function aptInstall(packages) {
  const names = packages.join(' ')
  if (onPath('apt-get') === null) return ''
  if (process.getuid?.() !== 0) return `As an administrator, "apt-get install ${names}" brings it.`
  return withProgress(`Installing ${names} from the system's packages`, 'Done', async () => {
    const env = { DEBIAN_FRONTEND: 'noninteractive' }
    // An update that fails for one of several sources may still be good enough; the install tells.
    await run('apt-get', ['update', '-qq'], { env })
    const { code, said } = await run(
      'apt-get',
      ['install', '-y', '-qq', '-o', 'DPkg::Lock::Timeout=120', '--no-install-recommends', ...packages],
      {
        env,
      },
    )
    return code === 0 ? '' : `Installing it with apt-get failed:\n${lastLines(said, 5)}`
  })
}
