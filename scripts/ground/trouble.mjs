/**
 * Trouble that is expected now and then (no network, no permission, a broken build): people get one sentence that says
 * what to do, and the last lines of what the tool itself said, never a stack.
 */
export class Trouble extends Error {
  /**
   * @param {string} sentence what happened and how to mend it
   * @param {{ said?: string, exitCode?: number }} [more] `said`: what the failing tool printed
   */
  constructor(sentence, more = {}) {
    super(sentence)
    this.said = more.said ?? ''
    this.exitCode = more.exitCode ?? 1
  }
}

/** @param {string} text @param {number} count */
export const lastLines = (text, count) => text.trimEnd().split('\n').slice(-count).join('\n')

/**
 * Runs a script's work and turns Trouble into a sentence and an exit code. Anything else is a defect and keeps its stack.
 * @param {() => Promise<void>} work
 */
export async function orExplain(work) {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Trouble)) throw error
    if (error.said.trim()) console.error(lastLines(error.said, 15) + '\n')
    console.error(error.message)
    process.exitCode = error.exitCode
  }
}

/**
 * The sentence for a file that could not be written, or null when the error is of another kind.
 * @param {unknown} error @param {string} where
 */
export function writeTrouble(error, where) {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
  if (/EACCES|EPERM|EROFS/.test(code)) {
    return `Greenroom may not write in ${where}. Give this user write permission there, or use a copy of the folder that it owns.`
  }
  if (/ENOSPC|EDQUOT/.test(code))
    return `The disk that holds ${where} is full. Free about 2 GB and run the command again.`
  return null
}
