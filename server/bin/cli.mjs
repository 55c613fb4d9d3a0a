#!/usr/bin/env node
/** `npm run token` and its like: installs and builds what is missing, then runs one command of `server/src/cli`. */
import './node-version.mjs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { ready, root } from './ready.mjs'

/** Nothing could be done: the same code that the commands use. */
const nothingDone = 2

try {
  // Standard output belongs to the command: `npm run token` prints the token there and nothing else.
  await ready({ say: (line) => console.error(line) })
} catch (problem) {
  console.error(problem.message)
  process.exit(nothingDone)
}

const main = path.join(root, 'server/dist/cli/main.js')
process.argv = [process.execPath, main, ...process.argv.slice(2)]
await import(pathToFileURL(main).href)
