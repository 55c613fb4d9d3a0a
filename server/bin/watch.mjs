/** `npm run dev`: the compiler, the page's development server and the server, each following the sources. */
import { spawn } from 'node:child_process'
import path from 'node:path'
import { root } from './ready.mjs'

const programs = [
  { args: ['node_modules/typescript/bin/tsc', '-b', 'server', '--watch', '--preserveWatchOutput'], cwd: root },
  { args: ['--watch', '--watch-preserve-output', 'server/dist/main.js'], cwd: root },
  { args: [path.join(root, 'node_modules/vite/bin/vite.js')], cwd: path.join(root, 'client') },
]

/** Runs until one of the programs ends or a signal comes; resolves to the exit code. */
export async function watch() {
  const children = programs.map(({ args, cwd }) => spawn(process.execPath, args, { cwd, stdio: 'inherit' }))
  const gone = children.map((child) => new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 0))))
  let asked = false
  const stop = () => {
    asked = true
    children.forEach((child) => child.kill('SIGTERM'))
  }
  // A terminal gives Ctrl-C to every one of them by itself.
  process.on('SIGINT', () => (process.stdin.isTTY ? (asked = true) : stop()))
  process.on('SIGTERM', stop)
  const code = await Promise.race(gone)
  const byThemselves = !asked
  stop()
  await Promise.all(gone)
  return byThemselves ? code : 0
}
