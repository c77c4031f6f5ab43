import { fileURLToPath } from 'node:url'
import { privateFolder } from './private-folder.ts'

export interface NodeProgram {
  command: string
  args: string[]
  env: Record<string, string>
}

/**
 * How one of our own modules is run as a program. Compiled code is kept between runs, which halves the time to start;
 * it is written when a program ends by itself, or by `answerJobs` after the first job.
 */
export const nodeProgram = (modulePath: string | URL, args: readonly string[] = [], heapMb?: number): NodeProgram => {
  const path = modulePath instanceof URL ? fileURLToPath(modulePath) : modulePath
  const cache = privateFolder('compiled')
  return {
    command: process.execPath,
    args: [
      '--disable-warning=ExperimentalWarning',
      ...(heapMb === undefined ? [] : [`--max-old-space-size=${heapMb}`]),
      path,
      ...args,
    ],
    env: cache === null ? {} : { NODE_COMPILE_CACHE: cache },
  }
}
