import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Tests run on the sources, so that nothing needs a build before it can be tried. */
export default defineConfig({
  resolve: {
    alias: [
      { find: '@cordon/alerts', replacement: source('alerts/src/index.ts') },
      { find: '@cordon/db', replacement: source('db/src/index.ts') },
      { find: '@cordon/server/wire', replacement: source('server/src/wire/index.ts') },
      { find: '@cordon/server', replacement: source('server/src/index.ts') },
    ],
  },
  test: {
    include: ['{alerts,db,server,client}/{src,migrations,basemap}/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
})
