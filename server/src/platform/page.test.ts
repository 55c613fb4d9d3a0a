import { fastify, type FastifyInstance } from 'fastify'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aConfig } from './server.fixture.js'
import { installHeaders } from './headers.js'
import { installPage } from './page.js'

const containing = (part: string): unknown => expect.stringContaining(part)

let folder: string
let instance: FastifyInstance

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cordon-page-'))
  await mkdir(join(folder, 'assets'))
  await writeFile(join(folder, 'index.html'), '<title>Cordon</title>')
  await writeFile(join(folder, 'assets/index-abc123.js'), `export const x = '${'x'.repeat(5_000)}'`)
  await writeFile(join(folder, 'basemap.pmtiles'), Buffer.from('PMTiles\u0003 and then some tiles'.repeat(100)))
  await writeFile(join(folder, '..', 'cordon-outside.txt'), 'Not for you')
  instance = fastify()
  await installHeaders(instance, aConfig())
  await installPage(instance, folder)
})
afterAll(async () => {
  await instance.close()
  await rm(folder, { recursive: true })
  await rm(join(folder, '..', 'cordon-outside.txt'))
})

const get = (url: string, headers: Record<string, string> = {}) => instance.inject({ url, headers })

describe('the page', () => {
  it.each(['/', '/zones', '/alerts/7', '/history?from=2021-11-08'])(
    'is what %s shows, never from a cache',
    async (url) => {
      const answer = await get(url)
      expect(answer.body).toBe('<title>Cordon</title>')
      expect(answer.headers).toMatchObject({
        'content-type': containing('text/html'),
        'cache-control': 'no-cache',
      })
    },
  )

  it.each(['/api/none', '/api', '/tiles/1/2/3.mvt', '/live', '/socket.io/x', '/ogc/collections', '/assets/none.js'])(
    'is not what %s shows',
    async (url) => expect((await get(url)).statusCode).toBe(404),
  )

  it('keeps what has a hash in its name for ever', async () => {
    const answer = await get('/assets/index-abc123.js')
    expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  })

  it('is sent compressed where it is text', async () => {
    const answer = await get('/assets/index-abc123.js', { 'accept-encoding': 'gzip' })
    expect(answer.headers['content-encoding']).toBe('gzip')
    expect(answer.rawPayload.length).toBeLessThan(1_000)
  })

  it.each([
    '/../cordon-outside.txt',
    '/%2e%2e/cordon-outside.txt',
    '/..%2fcordon-outside.txt',
    '/assets/..%2f..%2fcordon-outside.txt',
  ])('gives nothing from outside of its folder: %s', async (url) => {
    const answer = await get(url)
    expect(answer.body).not.toContain('Not for you')
    expect(answer.statusCode).toBeGreaterThanOrEqual(400)
  })
})

describe('the map', () => {
  it('is read in ranges, as it is', async () => {
    const answer = await get('/basemap.pmtiles', { range: 'bytes=0-6', 'accept-encoding': 'gzip, br' })
    expect(answer.statusCode).toBe(206)
    expect(answer.body).toBe('PMTiles')
    expect(answer.headers).toMatchObject({ 'content-range': 'bytes 0-6/2800', 'accept-ranges': 'bytes' })
    expect(answer.headers['content-encoding']).toBeUndefined()
  })

  it('is not compressed as a whole either', async () => {
    const answer = await get('/basemap.pmtiles', { 'accept-encoding': 'gzip, br' })
    expect(answer.headers['content-encoding']).toBeUndefined()
    expect(answer.headers['content-type']).toBe('application/vnd.pmtiles')
  })
})

describe('every answer', () => {
  it('lets the page load nothing from elsewhere and nobody frame it', async () => {
    const { headers } = await get('/')
    const policy = String(headers['content-security-policy']).split(';')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).toContain("connect-src 'self'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy.join()).not.toMatch(/unsafe-eval|https?:|\*|script-src[^;,]*unsafe/)
    expect(headers).toMatchObject({
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'permissions-policy': containing('camera=()'),
    })
    expect(headers['x-powered-by']).toBeUndefined()
  })

  it('asks for TLS ever after only where it came over TLS', async () => {
    expect((await get('/')).headers['strict-transport-security']).toBeUndefined()
    const proxied = fastify()
    await installHeaders(proxied, aConfig({ trustProxy: true }))
    await installPage(proxied, folder)
    const answer = await proxied.inject({ url: '/', headers: { 'x-forwarded-proto': 'https' } })
    expect(answer.headers['strict-transport-security']).toBe('max-age=31536000')
    await proxied.close()
  })
})

describe('without a build', () => {
  it('says how to make one', async () => {
    const bare = fastify()
    await installPage(bare, join(folder, 'none'))
    expect((await bare.inject('/')).json()).toMatchObject({
      status: 404,
      detail: containing('npm run build'),
    })
    await bare.close()
  })
})
