import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { SummaryReporter } from './test/kit/summary.js'

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Where `test/run.mjs` wants the count of a suite. */
const summaryFile = process.env['CORDON_TEST_SUMMARY']

/** One suite of `npm test`: run one alone with `npx vitest run --project NAME`. */
const suite = (
  name: string,
  include: string[],
  more: {
    globalSetup?: string[]
    setupFiles?: string[]
    testTimeout?: number
    exclude?: string[]
    isolate?: boolean
  } = {},
) => ({
  extends: true as const,
  test: { name, include, ...more },
})

/** Starts the PostgreSQL that `CORDON_TEST_DB=postgres` asks for, once for all files of a suite. */
const globalSetup = ['test/kit/postgres.setup.ts']

/** Tests run on the sources, so that nothing needs a build before it can be tried. */
export default defineConfig({
  resolve: {
    alias: [
      { find: '@cordon/alerts', replacement: source('alerts/src/index.ts') },
      { find: '@cordon/db', replacement: source('db/src/index.ts') },
      { find: '@cordon/server/wire', replacement: source('server/src/wire/index.ts') },
      { find: '@cordon/server', replacement: source('server/src/index.ts') },
      { find: /^@cordon\/test\/(\w+)$/, replacement: `${source('test/kit')}/$1.ts` },
    ],
  },
  test: {
    testTimeout: 20_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    // What one suite has read of the sources the next one need not read again.
    experimental: { fsModuleCache: true },
    // Each question is a round through the browser: to ask it twenty times a second is work that the page waits for.
    expect: { poll: { interval: 150, timeout: 20_000 } },
    reporters: summaryFile ? ['default', new SummaryReporter(summaryFile)] : ['default'],
    projects: [
      suite('unit', [
        '{alerts,client}/{src,basemap}/**/*.test.ts',
        'server/src/wire/**/*.test.ts',
        'test/kit/**/*.test.ts',
      ]),
      suite('store', ['db/{src,migrations}/**/*.test.ts', 'server/src/!(wire)/**/*.test.ts', 'server/src/*.test.ts'], {
        globalSetup: [...globalSetup, 'test/kit/ready.setup.ts'],
        // What takes twelve seconds here takes more on a machine that somebody else works on as well.
        testTimeout: 60_000,
        // Nothing of the server lives in a module, so that its files may share one loaded server.
        isolate: false,
        // The embedded engine's own tests ask no other database, and a standby is one of a server.
        exclude: [process.env['CORDON_TEST_DB'] === 'postgres' ? 'db/src/embedded/**' : 'db/src/standby.test.ts'],
      }),
      suite('e2e', ['test/e2e/**/*.test.ts'], {
        globalSetup: [...globalSetup, 'test/e2e/theatre.setup.ts'],
        setupFiles: ['test/e2e/failed.setup.ts'],
        testTimeout: 120_000,
      }),
      suite('access', ['test/access/**/*.test.ts'], { globalSetup, testTimeout: 120_000, isolate: false }),
      suite('conformance', ['test/conformance/**/*.test.ts'], { globalSetup, testTimeout: 120_000 }),
      suite('faults', ['test/faults/**/*.{faults,test}.ts'], { globalSetup, testTimeout: 600_000 }),
    ],
  },
})
