import { defineConfig } from 'vitest/config'
import { LongestFirst } from './scripts/longest-first.ts'

const shared = {
  environment: 'node',
  // A database of its own per test file takes a moment on a small machine.
  testTimeout: 180_000,
  hookTimeout: 180_000,
} as const

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
