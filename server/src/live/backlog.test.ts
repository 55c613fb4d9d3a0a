import { Logger } from '@nestjs/common'
import { startPostgres } from '@cordon/test/postgres'
import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { anIncident, append, incidentChange, ownDatabase } from './feed.fixture.js'
import { liveClient, liveNode } from './live.fixture.js'

let own: Awaited<ReturnType<typeof ownDatabase>>
let node: Awaited<ReturnType<typeof liveNode>>

beforeAll(async () => {
  Logger.overrideLogger(false)
  own = await ownDatabase(startPostgres)
  node = await liveNode(own.database)
})
afterAll(async () => {
  await node.close()
  await own.close()
})

const until = (check: () => boolean | Promise<boolean>) => vi.waitUntil(check, { timeout: 18_000, interval: 10 })

/** A frame of a client: text, masked with zeros, at most 125 bytes long. */
function frame(text: string): Buffer {
  const body = Buffer.from(text)
  return Buffer.concat([Buffer.from([0x81, 0x80 | body.length, 0, 0, 0, 0]), body])
}

/** A follower that speaks WebSocket by itself, and so can stop reading. */
async function rawFollower(port = node.port): Promise<{ socket: Socket; text: () => string }> {
  const socket = connect(port, '127.0.0.1')
  let text = ''
  socket.on('data', (bytes) => (text = (text + bytes.toString('latin1')).slice(-200_000)))
  socket.on('error', () => undefined)
  const key = randomBytes(16).toString('base64')
  const lines = ['Host: x', 'Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Version: 13']
  const head = ['GET /socket.io/?EIO=4&transport=websocket HTTP/1.1', ...lines, `Sec-WebSocket-Key: ${key}`]
  socket.write(`${head.join('\r\n')}\r\n\r\n`)
  await until(() => text.includes('"sid"'))
  socket.write(frame('40/live,{"token":"dana"}'))
  await until(() => text.includes('40/live'))
  socket.write(frame('42/live,1["follow",{}]'))
  await until(() => text.includes('43/live,1'))
  return { socket, text: () => text }
}

const large = () => incidentChange(anIncident({ summary: 'x'.repeat(20_000) }))

async function commit(count: number): Promise<number> {
  const seq = await append(
    own.database,
    Array.from({ length: count }, () => large()),
  )
  node.signal.committed()
  return seq
}

function bufferedBytes(): number {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  if (typeof collect === 'function') Reflect.apply(collect, undefined, [])
  return process.memoryUsage().arrayBuffers
}

it('bounds what waits for clients that do not read, and costs the others nothing', { timeout: 60_000 }, async () => {
  const reader = liveClient(node.port, 'omar')
  await reader.opened()
  await reader.follow({})
  const [late, never] = [await rawFollower(), await rawFollower()]
  await commit(100)
  const before = bufferedBytes()
  late.socket.pause()
  never.socket.pause()
  const from = node.tail.position
  let end = from
  for (let n = 0; n < 20; n += 1) end = await commit(100)
  await until(() => reader.seqs().at(-1) === end)
  expect(reader.seqs()).toHaveLength(end - from)
  // What the database's answers were read into goes away soon; what waits for a client stays until it is cut off.
  await expect.poll(() => bufferedBytes() - before, { timeout: 4_000, interval: 100 }).toBeLessThan(20_000_000)

  late.socket.resume()
  await until(() => late.text().includes('"resync"'))
  await commit(1)
  await until(() => reader.seqs().at(-1) === end + 1)
  expect(late.text()).toMatch(/\["resync",\{"seq":\d+,"reason":"You were too far behind."\}\]$/)

  await until(async () => (await node.sockets()) === 2)
  expect(late.socket.destroyed).toBe(false)
  reader.close()
  late.socket.destroy()
  never.socket.destroy()
})

it('does not wait for clients that do not read when the server stops', async () => {
  const stopping = await liveNode(own.database)
  const { socket } = await rawFollower(stopping.port)
  socket.pause()
  await commit(500)
  stopping.signal.committed()
  await until(() => stopping.tail.position === node.tail.position)
  const began = performance.now()
  await stopping.close()
  expect(performance.now() - began).toBeLessThan(3_000)
  socket.destroy()
})
