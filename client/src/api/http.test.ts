import { afterEach, expect, it, vi } from 'vitest'
import { call, onOverdue, onSignedOut, overdueMs, urlOf } from './http.js'

afterEach(() => vi.unstubAllGlobals())

function answering(status: number, body: unknown, headers: Record<string, string> = {}) {
  const fetch = vi.fn<typeof globalThis.fetch>(() =>
    Promise.resolve(new Response(body === undefined ? null : JSON.stringify(body), { status, headers })),
  )
  vi.stubGlobal('fetch', fetch)
  return fetch
}

it('fills a path and leaves out filters that ask for nothing', () => {
  const query = { q: 'a&b', type: ['ambush', 'ied'], status: '', kind: null, severity: [] }
  expect(urlOf('/api/zones/:id', { id: 'a/b' }, query)).toBe('/api/zones/a%2Fb?q=a%26b&type=ambush%2Cied')
})

it('hands over the answer with its version', async () => {
  answering(200, { name: 'Busayrah' }, { etag: '"3"' })
  expect(await call({ method: 'GET', path: '/api/zones/:id' })).toEqual({
    ok: true,
    value: { name: 'Busayrah' },
    etag: '"3"',
  })
})

it('names the version that an edit was made on', async () => {
  const fetch = answering(204, undefined)
  await call({ method: 'DELETE', path: '/api/zones/:id' }, { params: { id: 'z' }, etag: '"3"' })
  expect(fetch.mock.calls[0]?.[1]?.headers).toMatchObject({ 'If-Match': '"3"' })
})

it('hands over what the server says is wrong', async () => {
  const errors = [{ path: 'until', message: 'Expected a time' }]
  answering(429, { code: 'too-many', detail: 'Slow down', errors }, { 'retry-after': '7' })
  expect(await call({ method: 'POST', path: '/api/session' })).toEqual({
    ok: false,
    failure: { kind: 'problem', status: 429, code: 'too-many', detail: 'Slow down', errors, retryAfterSeconds: 7 },
  })
})

it.each([
  ['GET', '/api/incidents', true],
  ['POST', '/api/rules/preview', true],
  ['POST', '/api/reports/read', true],
  ['POST', '/api/zones/:id/silences/preview', true],
  ['POST', '/api/zones', false],
  ['PUT', '/api/rules/:id', false],
] as const)('knows of a refused %s %s whether it only asked', async (method, path, onlyAsked) => {
  answering(400, { code: 'invalid-input' })
  const answer = await call({ method, path })
  expect(!answer.ok && Object.hasOwn(answer.failure, 'onlyAsked')).toBe(onlyAsked)
})

it('knows that nothing is known where no answer came, or none that it can read', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
  expect(await call({ method: 'GET', path: '/api/session' })).toEqual({ ok: false, failure: { kind: 'offline' } })
  vi.stubGlobal('fetch', () => Promise.resolve(new Response('<html>Bad gateway</html>', { status: 502 })))
  expect(await call({ method: 'GET', path: '/api/session' })).toMatchObject({
    failure: { status: 502, code: 'unexpected' },
  })
})

it('tells the page when nobody is signed in any more', async () => {
  const listener = vi.fn()
  onSignedOut(listener)
  answering(401, { code: 'wrong-credentials' })
  await call({ method: 'POST', path: '/api/session' })
  expect(listener).not.toHaveBeenCalled()
  answering(401, { code: 'not-signed-in' })
  await call({ method: 'GET', path: '/api/snapshot' })
  expect(listener).toHaveBeenCalledOnce()
})

it('tells once that what was sent has no answer for long, and not of what only asks', async () => {
  vi.useFakeTimers()
  const told = vi.fn<() => void>()
  let answer = (_: Response) => {}
  const answered = new Promise<Response>((done) => (answer = done))
  vi.stubGlobal('fetch', () => answered)
  const stop = onOverdue(told)
  const asked = call({ method: 'POST', path: '/api/rules/preview' })
  const sent = call({ method: 'POST', path: '/api/incidents' })
  await vi.advanceTimersByTimeAsync(overdueMs - 1)
  expect(told).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(5 * overdueMs)
  expect(told).toHaveBeenCalledTimes(1)
  answer(new Response(null, { status: 204 }))
  await Promise.all([asked, sent])
  stop()
  vi.useRealTimers()
})
