import compress from '@fastify/compress'
import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'
import { constants } from 'node:zlib'
import { overTls } from '../access/origin.js'
import type { Config } from './config.js'

/**
 * The page loads nothing from elsewhere. MapLibre starts its worker from our own files and draws into blobs; positioned
 * parts of the page set style attributes, which cannot run anything.
 */
const contentPolicy = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  styleSrcAttr: ["'unsafe-inline'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  connectSrc: ["'self'"],
  workerSrc: ["'self'", 'blob:'],
  fontSrc: ["'self'", 'data:'],
  manifestSrc: ["'self'"],
  frameAncestors: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
}

const unusedFeatures = ['camera', 'microphone', 'payment', 'usb', 'serial', 'midi', 'display-capture']

const tiles = /\.pmtiles(?:\?|$)/

/** Headers that hold for every answer, and compression of what is text. */
export async function installHeaders(instance: FastifyInstance, config: Config): Promise<void> {
  await instance.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: contentPolicy },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: false,
    xXssProtection: false,
  })
  instance.addHook('onSend', async (request, reply, payload) => {
    // As bytes of no known type it would be compressed, and the map could not be read in ranges any more.
    if (tiles.test(request.url) && reply.statusCode < 300) void reply.type('application/vnd.pmtiles')
    return payload
  })
  await instance.register(compress, {
    threshold: 1_024,
    encodings: ['br', 'gzip'],
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
    customTypes: /^(?:text\/(?!event-stream)|application\/(?:[\w.-]+\+)?(?:json|xml|javascript)|image\/svg)/,
  })
  instance.addHook('onRequest', (request, reply, next) => {
    void reply.header('permissions-policy', unusedFeatures.map((feature) => `${feature}=()`).join(', '))
    const tls = overTls({ headers: request.headers, encrypted: request.protocol === 'https' }, config)
    if (tls) void reply.header('strict-transport-security', 'max-age=31536000')
    next()
  })
}
