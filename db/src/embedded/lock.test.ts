import { execFile, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { lockFolder, processStart } from './lock.js'
import { translate } from './translate.js'

let folder = ''
const file = (): string => path.join(folder, 'cordon.lock')

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cordon-lock-'))
})

afterEach(() => {
  fs.rmSync(folder, { recursive: true })
})

/** A process that has been and is no more. */
const deadPid = (): number => spawnSync(process.execPath, ['-e', '']).pid

const leave = (holder: { pid: number; started: string; host?: string }): void =>
  fs.writeFileSync(file(), JSON.stringify({ host: os.hostname(), token: 'left', ...holder }))

describe('the lock on a data folder', () => {
  it('refuses a second holder in one line that names the folder and the process', () => {
    const lock = lockFolder(folder)
    expect(() => lockFolder(folder)).toThrow(
      `The data folder ${folder} is in use by process ${process.pid}; stop it or choose another folder.`,
    )
    lock.release()
  })

  it('is free again after its release, and leaves nothing behind', () => {
    lockFolder(folder).release()
    lockFolder(folder).release()
    expect(fs.readdirSync(folder)).toEqual([])
  })

  it('is taken over from a process that was killed', () => {
    leave({ pid: deadPid(), started: 'then' })
    lockFolder(folder).release()
  })

  it('is taken over when another process has got the dead one’s number', () => {
    leave({ pid: process.ppid, started: 'before the machine was started' })
    lockFolder(folder).release()
  })

  it('holds against a living process with the number and the start it was written with', () => {
    leave({ pid: process.ppid, started: processStart(process.ppid) })
    expect(() => lockFolder(folder)).toThrow(`process ${process.ppid}`)
  })

  it('is taken over when its text is not whole', () => {
    fs.writeFileSync(file(), '{"pid": 1')
    lockFolder(folder).release()
  })

  it('believes a holder on another host for as long as it gives signs of life', () => {
    leave({ pid: 7, started: '', host: 'elsewhere' })
    expect(() => lockFolder(folder)).toThrow('process 7 on host elsewhere')
    const longAgo = new Date(Date.now() - 60_000)
    fs.utimesSync(file(), longAgo, longAgo)
    lockFolder(folder).release()
  })

  it('does not take away the lock of who came after', () => {
    const lock = lockFolder(folder)
    leave({ pid: process.ppid, started: '' })
    lock.release()
    expect(fs.existsSync(file())).toBe(true)
  })

  it('goes to exactly one of several processes that find a dead holder', async () => {
    leave({ pid: deadPid(), started: 'then' })
    const module = JSON.stringify(fileURLToPath(await translate('lock')))
    const script = `const { lockFolder } = await import(${module})
      try { lockFolder(${JSON.stringify(folder)}); console.log('won') } catch { console.log('lost') }
      process.stdin.resume(); process.stdin.on('end', () => process.exit())`
    const runs = Array.from({ length: 4 }, () => {
      const run = promisify(execFile)(process.execPath, ['--input-type=module', '-e', script])
      const said = new Promise<string>((tell) => run.child.stdout?.once('data', (text) => tell(String(text).trim())))
      return { run, said }
    })
    const said = await Promise.all(runs.map((it) => it.said))
    runs.forEach(({ run }) => run.child.stdin?.end())
    await Promise.all(runs.map(({ run }) => run))
    expect(said.toSorted()).toEqual(['lost', 'lost', 'lost', 'won'])
  })
})
