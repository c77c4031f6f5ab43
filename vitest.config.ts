import { defineConfig } from 'vitest/config'
import type { InlineConfig } from 'vitest/node'
import { shortLife } from './scripts/ground/places.mjs'
import { LongestFirst } from './scripts/longest-first.ts'

const shared = {
  environment: 'node',
  // A database of its own per test file takes a moment on a small machine.
  testTimeout: 180_000,
  hookTimeout: 180_000,
  // What is waited for comes; how late says how busy the machine is.
  expect: { poll: { timeout: 120_000 } },
  // Files of one worker share what they loaded: nothing of ours keeps anything in a module that a test could meet again.
  isolate: false,
  execArgv: [shortLife],
  setupFiles: ['scripts/same-questions.ts'],
} satisfies InlineConfig

export default defineConfig({
  test: {
    pool: 'forks',
    // One more than processors on a small machine: many tests wait for a clock or a child while others load.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          ...shared,
          name: 'server',
          include: ['contract', 'server', 'supabase', 'scripts', 'bench'].map((room) => `${room}/**/*.test.ts`),
        },
      },
      {
        // The studio's own configuration would bring its build plugins; its tests are of pure logic and need only JSX.
        oxc: { jsx: { runtime: 'automatic' } },
        test: { ...shared, name: 'studio', include: ['studio/**/*.test.{ts,tsx}'] },
      },
    ],
  },
})
