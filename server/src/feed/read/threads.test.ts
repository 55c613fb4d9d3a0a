import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { afterEach, expect, it, vi } from 'vitest'
import { Threads, type Reader } from './threads.js'

/** Answers with its number and what it was asked; ends where it is asked to. */
const code = `const { parentPort, threadId } = require('node:worker_threads')
parentPort.on('message', (word) => (word === 'end' ? process.exit() : parentPort.postMessage([threadId, word])))`

const spawned: Worker[] = []
const aThreads = (idleMs = 60_000) =>
  new Threads({ idleMs, spawn: () => spawned[spawned.push(new Worker(code, { eval: true })) - 1] ?? new Worker('') })

afterEach(async () => {
  for (const worker of spawned.splice(0)) await worker.terminate()
})

async function ask(reader: Reader, word: string): Promise<unknown> {
  reader.worker.postMessage(word)
  const [answer]: unknown[] = await once(reader.worker, 'message')
  reader.isSound = true
  return answer
}

it('lends the thread that is there already, and another one where that one is at work', async () => {
  const threads = aThreads()
  await threads.lend((reader) => ask(reader, 'first'))
  await Promise.all([threads.lend((reader) => ask(reader, 'second')), threads.lend((reader) => ask(reader, 'third'))])
  const answers = await Promise.all([1, 2].map((n) => threads.lend((reader) => ask(reader, `again ${n}`))))
  expect(spawned).toHaveLength(2)
  expect(answers.map(String).map((it) => it.split(',')[1])).toEqual(['again 1', 'again 2'])
})

it('ends a thread whose work went wrong, with it', async () => {
  const threads = aThreads()
  const work = threads.lend(() => Promise.reject(new Error('broken')))
  await expect(work).rejects.toThrow('broken')
  expect(spawned[0]?.threadId).toBe(-1)
  await threads.lend((reader) => ask(reader, 'next'))
  expect(spawned).toHaveLength(2)
})

it('does not lend a thread that ended while it had no work', async () => {
  const threads = aThreads()
  await threads.lend((reader) => ask(reader, 'first'))
  spawned[0]?.postMessage('end')
  if (spawned[0] !== undefined) await once(spawned[0], 'exit')
  await threads.lend((reader) => ask(reader, 'next'))
  expect(spawned).toHaveLength(2)
})

it('ends a thread that had no work for long', async () => {
  const threads = aThreads(10)
  await threads.lend((reader) => ask(reader, 'first'))
  await vi.waitUntil(() => spawned[0]?.threadId === -1, { timeout: 5_000, interval: 5 })
})
