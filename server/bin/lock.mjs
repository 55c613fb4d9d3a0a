/** One process at a time installs and builds: a second `npm start` or `npm run token` waits for the first. */
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** Runs `work` while `file` holds this process's id; a lock whose process is gone is taken over. */
export async function withLock(file, say, work) {
  mkdirSync(path.dirname(file), { recursive: true })
  let told = false
  while (!taken(file)) {
    if (isAbandoned(file)) {
      rmSync(file, { force: true })
      continue
    }
    if (!told) say('Waiting for another process, which is installing or building …')
    told = true
    await wait(500)
  }
  const release = () => rmSync(file, { force: true })
  process.once('exit', release)
  try {
    return await work()
  } finally {
    process.off('exit', release)
    release()
  }
}

function taken(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (problem) {
    if (problem.code === 'EEXIST') return false
    throw problem
  }
}

/** Its process is gone, or died between making the file and writing its id. */
function isAbandoned(file) {
  try {
    const holder = Number(readFileSync(file, 'utf8'))
    return holder > 0 ? !isAlive(holder) : Date.now() - statSync(file).mtimeMs > 5_000
  } catch (problem) {
    if (problem.code === 'ENOENT') return false
    throw problem
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (problem) {
    return problem.code === 'EPERM'
  }
}
