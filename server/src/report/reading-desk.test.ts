import { Worker } from 'node:worker_threads'
import { afterEach, describe, expect, it } from 'vitest'
import { ReadingDesk } from './reading-desk.js'
import { firstStory } from '@cordon/test/story'

const input = { text: firstStory.text, publishedAt: firstStory.publishedAt, offsetMinutes: 0 }
const desks: ReadingDesk[] = []

afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.onApplicationShutdown()
})

function desk(code: string | null, limitMs = 20_000): ReadingDesk {
  const options =
    code === null
      ? undefined
      : { spawn: () => new Worker(code, { eval: true }), limitMs, waiting: 1, waitingOfOne: 1, idleMs: 60_000 }
  const made = new ReadingDesk(options)
  desks.push(made)
  return made
}

const roomy = { limitMs: 20_000, waiting: 16, waitingOfOne: 1, idleMs: 60_000 }
const slowOnce = `
  const { parentPort } = require('node:worker_threads')
  parentPort.on('message', ({ id, input }) => {
    if (input.text === 'endless') for (;;);
    parentPort.postMessage({ id, reading: { drafts: [], leftOut: [] } })
  })
  parentPort.postMessage('ready')`

describe('the desk that reads', () => {
  it('reads in a thread of its own', async () => {
    const read = await desk(null).read(input, 'omar')
    expect(read.ok && read.value.drafts).toHaveLength(7)
  })

  it('gives up a text that takes too long, and reads the next one', async () => {
    const busy = desk(slowOnce, 200)
    const [endless, next] = await Promise.all([
      busy.read({ ...input, text: 'endless' }, 'omar'),
      busy.read(input, 'omar'),
    ])
    expect(endless).toMatchObject({ ok: false, failure: { code: 'invalid-input', errors: [{ path: 'text' }] } })
    expect(next).toMatchObject({ ok: true })
  })

  it('refuses where too many wait', async () => {
    const busy = desk(slowOnce)
    const all = await Promise.all(['omar', 'dana', 'ada'].map((who) => busy.read(input, who)))
    expect(all.map((it) => it.ok)).toEqual([true, true, false])
  })

  it('lets nobody fill it alone', async () => {
    const busy = new ReadingDesk({ ...roomy, spawn: () => new Worker(slowOnce, { eval: true }) })
    desks.push(busy)
    const all = await Promise.all(['omar', 'omar', 'omar', 'dana'].map((who) => busy.read(input, who)))
    expect(all.map((it) => it.ok)).toEqual([true, true, false, true])
  })

  it('gives the memory of its reader back when no text has come for a while, and reads with another', async () => {
    const spawned: Worker[] = []
    const spawn = () => {
      const worker = new Worker(slowOnce, { eval: true })
      spawned.push(worker)
      return worker
    }
    const quiet = new ReadingDesk({ ...roomy, spawn, idleMs: 50 })
    desks.push(quiet)
    await quiet.read(input, 'omar')
    const [first] = spawned
    await new Promise((ended) => first?.once('exit', ended))
    expect(await quiet.read(input, 'omar')).toMatchObject({ ok: true })
    expect(spawned).toHaveLength(2)
  })

  it('tells that a reader broke, and goes on with another', async () => {
    const broken = desk(`
      const { parentPort } = require('node:worker_threads')
      parentPort.on('message', () => { throw new Error('torn') })
      parentPort.postMessage('ready')`)
    expect(await broken.read(input, 'omar')).toMatchObject({ ok: false, failure: { code: 'unexpected' } })
    expect(await broken.read(input, 'omar')).toMatchObject({ ok: false, failure: { code: 'unexpected' } })
  })
})
