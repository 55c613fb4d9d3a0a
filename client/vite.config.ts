import vue from '@vitejs/plugin-vue'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const server = process.env['CORDON_URL'] ?? 'http://127.0.0.1:3000'

/** The page is served by the server on the same origin; `vite` alone passes API, tiles and sockets on to it. */
export default defineConfig({
  plugins: [vue()],
  resolve: { alias: [{ find: '@cordon/alerts', replacement: source('../alerts/src/index.ts') }] },
  define: { __VUE_OPTIONS_API__: false, __VUE_I18N_LEGACY_API__: false, __INTLIFY_PROD_DEVTOOLS__: false },
  build: {
    // A strict content policy allows no data: fonts, so that nothing is inlined.
    assetsInlineLimit: 0,
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    chunkSizeWarningLimit: 1500,
    // What the first view needs comes in one file, with all that it imports: sixty small ones took turns on six connections.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'first', test: /client\/src\/main\.ts$/ }] } } },
  },
  server: {
    host: '127.0.0.1',
    port: 41300,
    proxy: {
      '/api': { target: server },
      '/tiles': { target: server },
      '/socket.io': { target: server, ws: true },
    },
  },
})
