import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import type { OpenDoor } from './door.js'
import { askUntilAnswered, GivenUp } from './persist.js'

type Answer = (response: ServerResponse, token: string | undefined) => void

const say = (status: number, body: object, headers: Record<string, string> = {}): Answer => {
  return (response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}
const problem = (status: number, code: string) => say(status, { type: 'urn:x', title: 'Not now', status, code })

/** A server that answers with one after another of these, then with the last of them. */
async function serverOf(...answers: Answer[]): Promise<{ url: string; asked: () => number }> {
  let asked = 0
  const server = createServer((request, response) => {
    const answer = answers[Math.min(asked, answers.length - 1)]
    asked += 1
    answer?.(response, request.headers.authorization)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())))
  const address = server.address()
  return { url: `http://127.0.0.1:${portOf(address)}`, asked: () => asked }
}

function portOf(address: string | AddressInfo | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0
}

function doorTo(url: string, tokens: string[] = ['t']): OpenDoor {
  return {
    door: () => ({ url, token: tokens[0] ?? '' }),
    refresh: () => Promise.resolve(tokens.length > 1 && tokens.shift() !== undefined),
    close: () => Promise.resolve(),
  }
}

function insist(door: OpenDoor, over: { giveUpMs?: number; stop?: AbortSignal } = {}) {
  const waits: string[] = []
  const options = { schema: z.object({ n: z.number() }), stop: new AbortController().signal, giveUpMs: 20_000, ...over }
  const onWait = (why: string) => waits.push(why)
  const asked = askUntilAnswered(door, { method: 'GET', path: '/' }, { ...options, onWait })
  return { asked, waits }
}

const good = say(200, { n: 1 })

it.each([
  ['busy', problem(503, 'unavailable')],
  ['held to a rate', problem(429, 'too-many')],
  ['told that another chunk comes first', problem(409, 'conflict')],
  ['cut off', (response: ServerResponse) => void response.destroy()],
])('asks again when it is %s', async (_, first) => {
  const server = await serverOf(first, first, good)
  const { asked, waits } = insist(doorTo(server.url))
  expect(await asked).toEqual({ ok: true, value: { n: 1 } })
  expect(waits).toHaveLength(2)
})

it('waits at least as long as the server asks for', async () => {
  const server = await serverOf(
    say(503, { type: 'x', title: 'x', status: 503, code: 'unavailable' }, { 'retry-after': '1' }),
    good,
  )
  const began = performance.now()
  await insist(doorTo(server.url)).asked
  expect(performance.now() - began).toBeGreaterThanOrEqual(990)
})

it('takes a refusal for an answer', async () => {
  const server = await serverOf(problem(400, 'invalid-input'))
  expect(await insist(doorTo(server.url)).asked).toMatchObject({ ok: false, problem: { code: 'invalid-input' } })
  expect(server.asked()).toBe(1)
})

it('finds the way in again when the server has been started anew', async () => {
  const gate: Answer = (response, token) =>
    (token === 'Bearer new' ? good : problem(401, 'not-signed-in'))(response, token)
  const server = await serverOf(gate)
  expect(await insist(doorTo(server.url, ['old', 'new'])).asked).toMatchObject({ ok: true })
})

it('gives up when nobody has answered for long enough', async () => {
  const { asked } = insist(doorTo('http://127.0.0.1:9'), { giveUpMs: 0 })
  await expect(asked).rejects.toThrow(/^Nobody answers at http:\/\/127.0.0.1:9/)
})

it('stops waiting when the person stops it', async () => {
  const stop = new AbortController()
  const server = await serverOf((response, token) => {
    problem(503, 'unavailable')(response, token)
    stop.abort()
  })
  await expect(insist(doorTo(server.url), { stop: stop.signal }).asked).rejects.toBeInstanceOf(GivenUp)
})
