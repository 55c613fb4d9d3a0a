import compress from '@fastify/compress'
import type { FastifyInstance } from 'fastify'
import { constants } from 'node:zlib'
import { overTls } from '../access/origin.js'
import type { Config } from './config.js'

/**
 * The page loads nothing from elsewhere. MapLibre starts its worker from our own files and draws into blobs; positioned
 * parts of the page set style attributes, which cannot run anything.
 */
const contentPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "font-src 'self' data:",
  "manifest-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'self'",
]

const unusedFeatures = ['camera', 'microphone', 'payment', 'usb', 'serial', 'midi', 'display-capture']

/** Written out once: put together for each request they would cost more than the rest of a small answer. */
const always = {
  'content-security-policy': contentPolicy.join(';'),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'permissions-policy': unusedFeatures.map((feature) => `${feature}=()`).join(', '),
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-frame-options': 'DENY',
  'x-permitted-cross-domain-policies': 'none',
}

const tiles = /\.pmtiles(?:\?|$)/

/** Headers that hold for every answer, and compression of what is text. */
export async function installHeaders(instance: FastifyInstance, config: Config): Promise<void> {
  instance.addHook('onRequest', (request, reply, next) => {
    void reply.headers(always)
    const tls = overTls({ headers: request.headers, encrypted: request.protocol === 'https' }, config)
    if (tls) void reply.header('strict-transport-security', 'max-age=31536000')
    next()
  })
  instance.addHook('onSend', async (request, reply, payload) => {
    // As bytes of no known type it would be compressed, and the map could not be read in ranges any more.
    if (tiles.test(request.url) && reply.statusCode < 300) void reply.type('application/vnd.pmtiles')
    // Neither could a download that broke off be gone on with.
    if (reply.hasHeader('accept-ranges') && reply.hasHeader('content-disposition'))
      request.headers['x-no-compression'] = 'in ranges'
    return payload
  })
  await instance.register(compress, {
    threshold: 1_024,
    encodings: ['br', 'gzip'],
    // Pages and files are made while somebody waits: gzip at six is a tenth smaller and takes two thirds longer, Brotli at
    // four is a tenth smaller and takes three to four times as long.
    zlibOptions: { level: 4 },
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 3 } },
    customTypes: /^(?:text\/(?!event-stream)|application\/(?:[\w.-]+\+)?(?:json|xml|javascript)|image\/svg)/,
  })
}
