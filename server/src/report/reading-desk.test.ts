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
  const options = code === null ? undefined : { spawn: () => new Worker(code, { eval: true }), limitMs, waiting: 1 }
  const made = new ReadingDesk(options)
  desks.push(made)
  return made
}

const slowOnce = `
  const { parentPort } = require('node:worker_threads')
  parentPort.on('message', ({ id, input }) => {
    if (input.text === 'endless') for (;;);
    parentPort.postMessage({ id, reading: { drafts: [], leftOut: [] } })
  })
  parentPort.postMessage('ready')`

describe('the desk that reads', () => {
  it('reads in a thread of its own', async () => {
    const read = await desk(null).read(input)
    expect(read.ok && read.value.drafts).toHaveLength(7)
  })

  it('gives up a text that takes too long, and reads the next one', async () => {
    const busy = desk(slowOnce, 200)
    const [endless, next] = await Promise.all([busy.read({ ...input, text: 'endless' }), busy.read(input)])
    expect(endless).toMatchObject({ ok: false, failure: { code: 'invalid-input', errors: [{ path: 'text' }] } })
    expect(next).toMatchObject({ ok: true })
  })

  it('refuses where too many wait', async () => {
    const busy = desk(slowOnce)
    const all = await Promise.all([1, 2, 3].map(() => busy.read(input)))
    expect(all.map((it) => it.ok)).toEqual([true, true, false])
  })

  it('tells that a reader broke, and goes on with another', async () => {
    const broken = desk(`
      const { parentPort } = require('node:worker_threads')
      parentPort.on('message', () => { throw new Error('torn') })
      parentPort.postMessage('ready')`)
    expect(await broken.read(input)).toMatchObject({ ok: false, failure: { code: 'unexpected' } })
    expect(await broken.read(input)).toMatchObject({ ok: false, failure: { code: 'unexpected' } })
  })
})
