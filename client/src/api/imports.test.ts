import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { uploadFile } from './imports.js'

const partBytes = 2 * 1024 * 1024
const file = new File([new Uint8Array(2 * partBytes + 5)], 'sheet.csv')

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

type Break = 'before' | 'after' | 'refused' | null

/** A server that takes parts, and a line to it that breaks before or after a part has come home, as told for each part in turn. */
function line(breaks: readonly Break[]) {
  const left = [...breaks]
  const sent: number[] = []
  let received = 0
  const answer = (status: number, body: object) => Promise.resolve(new Response(JSON.stringify(body), { status }))
  const state = () => answer(200, { id: 'i', received })
  vi.stubGlobal('fetch', (url: string, { method }: RequestInit) => {
    if (!url.includes('/parts')) return method === 'GET' && left[0] === 'before' ? Promise.reject(new Error()) : state()
    const at = Number(new URL(url, 'http://x').searchParams.get('at'))
    const how = left.shift() ?? null
    if (how === 'refused') return answer(413, { code: 'too-large' })
    if (how === 'before') return Promise.reject(new TypeError('fetch failed'))
    if (at !== received) return answer(409, { code: 'conflict' })
    sent.push(at)
    received = Math.min(file.size, received + partBytes)
    return how === 'after' ? Promise.reject(new TypeError('fetch failed')) : state()
  })
  return sent
}

async function uploaded() {
  const shares: number[] = []
  const answer = uploadFile(file, (share) => shares.push(share))
  await vi.runAllTimersAsync()
  return { answer: await answer, shares }
}

it.each([
  ['holds', []],
  ['breaks before a part has come home', [null, 'before']],
  ['breaks for a while', ['before', 'before', 'before', null, 'before', 'before']],
  ['breaks behind each part', ['after', 'after', 'after']],
] as const)('sends each part of a file once where the line %s', async (_, breaks) => {
  const sent = line(breaks)
  const { answer, shares } = await uploaded()
  expect(answer).toMatchObject({ ok: true, value: { received: file.size } })
  expect(sent).toEqual([0, partBytes, 2 * partBytes])
  expect(shares).toEqual(shares.toSorted((a, b) => a - b))
})

it('gives up where the line stays broken', async () => {
  line(Array<Break>(20).fill('before'))
  expect((await uploaded()).answer).toEqual({ ok: false, failure: { kind: 'offline' } })
})

it('does not try again what the server refuses', async () => {
  const sent = line([null, 'refused'])
  expect((await uploaded()).answer).toMatchObject({ failure: { code: 'too-large' } })
  expect(sent).toEqual([0])
})
