/** Starts what the image holds as a user without rights on a database of its own, and waits until it is healthy. */
import { execFileSync, spawn } from 'node:child_process'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const limitMs = 90_000
const folder = path.resolve(process.argv[2])
const data = mkdtempSync(path.join(tmpdir(), 'cordon-image-'))
const identity = process.getuid() === 0 ? nobody() : {}
if (identity.uid !== undefined) chownSync(data, identity.uid, identity.gid)

const port = await freePort()
const environment = { PATH: process.env.PATH, NODE_ENV: 'production', PORT: String(port), CORDON_DATA: data }
const server = spawn(process.execPath, ['--max-semi-space-size=32', 'server/dist/cordon.js'], {
  ...identity,
  cwd: folder,
  env: { ...environment, HOME: data, CORDON_ADMIN: 'image:a password of the check' },
  stdio: 'inherit',
})
const gone = new Promise((resolve) => server.once('exit', (code, signal) => resolve(code ?? signal)))

const healthy = await becomesHealthy()
const page = healthy && (await servesPage())
server.kill('SIGTERM')
const end = await Promise.race([gone, wait(10_000, 'still running', { ref: false })])
if (end === 'still running') server.kill('SIGKILL')
rmSync(data, { recursive: true, force: true })
console.log(`The image: healthy ${healthy}, serves the page ${page}, ended with ${end}`)
process.exit(healthy && page && end === 0 ? 0 : 1)

function nobody() {
  const ask = (flag) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
  return { uid: ask('-u'), gid: ask('-g') }
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = probe.address()
      probe.close(() => resolve(free))
    })
  })
}

async function becomesHealthy() {
  const deadline = Date.now() + limitMs
  while (Date.now() < deadline && server.exitCode === null) {
    if (await isHealthy()) return true
    await wait(250)
  }
  return false
}

function isHealthy() {
  const check = spawn(process.execPath, ['server/bin/healthy.mjs'], { cwd: folder, env: environment })
  return new Promise((resolve) => check.once('exit', (code) => resolve(code === 0)))
}

async function servesPage() {
  const answer = await fetch(`http://127.0.0.1:${port}/`)
  return answer.ok && (await answer.text()).includes('<div id="')
}
