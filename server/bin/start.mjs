#!/usr/bin/env node
/** `npm start`: installs and builds what is missing, then runs the server in this process. `--dev` rebuilds on change. */
import './node-version.mjs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { ready, root } from './ready.mjs'
import { unknownSettings } from './setting-names.mjs'

const say = (line) => console.log(line)
const endNow = (signal) => process.exit(signal === 'SIGINT' ? 130 : 143)

// Minutes of installing and building are no time to wait for a slip of the keyboard.
const unknown = unknownSettings(process.env)
if (unknown.length > 0) {
  console.error(unknown.join('\n'))
  // As the server itself ends over its settings.
  process.exit(2)
}
process.on('SIGINT', endNow).on('SIGTERM', endNow)
try {
  await ready({ say, total: 4 })
} catch (problem) {
  console.error(problem.message)
  process.exit(1)
}
process.off('SIGINT', endNow).off('SIGTERM', endNow)

if (process.argv.includes('--dev')) {
  const { watch } = await import('./watch.mjs')
  process.exitCode = await watch()
} else {
  say('4/4 Starting Cordon …')
  const main = path.join(root, 'server/dist/cordon.js')
  process.argv = [process.execPath, main, ...process.argv.slice(2)]
  await import(pathToFileURL(main).href)
}
