import vue from '@vitejs/plugin-vue'
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const server = process.env['CORDON_URL'] ?? 'http://127.0.0.1:3000'

/** Lets the page ask for what it needs first before most of its code has come: by a script of its own, a few hundred bytes. */
const asksAhead: Plugin = {
  name: 'ask-ahead',
  apply: 'build',
  buildStart() {
    this.emitFile({ type: 'chunk', id: 'src/early.ts' })
  },
  transformIndexHtml: {
    order: 'post',
    handler: (_, { bundle = {} }) => {
      const files = Object.values(bundle)
      const early = files.find((it) => it.type === 'chunk' && it.facadeModuleId?.endsWith('/src/early.ts'))
      if (early === undefined) throw new Error('The script that asks ahead was not built.')
      const attrs = { type: 'module', async: true, crossorigin: true, src: `/${early.fileName}` }
      return [{ tag: 'script', attrs, injectTo: 'head-prepend' }]
    },
  },
}

/** What the first view needs comes in one file, with all that it imports: sixty small ones took turns on six connections. */
const groups = [
  { name: 'ahead', test: /client\/src\/api\/ahead\.ts$/, priority: 1 },
  { name: 'first', test: /client\/src\/main\.ts$/ },
]

/** The page is served by the server on the same origin; `vite` alone passes API, tiles and sockets on to it. */
export default defineConfig({
  plugins: [vue(), asksAhead],
  resolve: { alias: [{ find: '@cordon/alerts', replacement: source('../alerts/src/index.ts') }] },
  define: { __VUE_OPTIONS_API__: false, __VUE_I18N_LEGACY_API__: false, __INTLIFY_PROD_DEVTOOLS__: false },
  build: {
    // A strict content policy allows no data: fonts, so that nothing is inlined.
    assetsInlineLimit: 0,
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    chunkSizeWarningLimit: 1500,
    rolldownOptions: { output: { codeSplitting: { groups } } },
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
