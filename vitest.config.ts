import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const common = {
  pool: 'threads' as const,
  // A worker keeps its modules from file to file: no test may change what another one sees of them.
  isolate: false,
  hookTimeout: 60_000,
}

/**
 * Three projects. `main`: everything that needs no browser; a test that wants a database asks for one
 * (test/support/database.ts), and the first that does starts PostgreSQL. `browser`: journeys in a real Chromium.
 */
export default defineConfig({
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    maxWorkers: Math.min(availableParallelism(), 8),
    projects: [
      {
        test: {
          ...common,
          name: 'main',
          include: [
            'bin/**/*.test.ts',
            'src/**/*.test.ts',
            'bench/**/*.test.ts',
            'console/**/*.test.{ts,tsx}',
            'test/{journeys,faults,support,rules}/**/*.test.ts',
          ],
          testTimeout: 30_000,
        },
      },
      // What looks back at a run: begins when the others are done.
      {
        test: {
          ...common,
          name: 'last',
          include: ['test/last/**/*.test.ts'],
          testTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      { test: { ...common, name: 'browser', include: ['test/browser/**/*.test.ts'], testTimeout: 60_000 } },
    ],
  },
})
