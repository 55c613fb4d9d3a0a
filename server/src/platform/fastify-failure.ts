import { faultAt, finding, type Finding } from '@cordon/alerts'
import type { FastifyRequest } from 'fastify'
import { maxHeaderSize } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { shown, toProblem, type Failure } from '../wire/problem.js'
import { told } from './result.js'

/** What Fastify itself refuses of a request, with what was got and expected; null for what it does not refuse. */
export function fastifyFailure(error: unknown, request: FastifyRequest): Failure | null {
  switch (codeOf(error)) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return told('too-large', tooLarge(request))
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return wrongAt('Content-Length', finding('body.otherLength', {}))
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
    case 'FST_ERR_ROUTE_MISSING_CONTENT_TYPE':
      return told('not-json', mediaType(request))
    // What packs and unpacks, a plugin, refuses one that it does not know, or that what came is not.
    case 'FST_CP_ERR_INVALID_CONTENT_ENCODING':
    case 'FST_CP_ERR_INVALID_CONTENT':
      return wrongAt('Content-Encoding', finding('body.encoding', { got: shown(request.headers['content-encoding']) }))
    case 'FST_ERR_BAD_URL':
      return wrongAt('url', finding('body.url', { got: shown(request.raw.url) }))
    default:
      return null
  }
}

function wrongAt(path: string, why: Finding): Failure {
  return { code: 'invalid-input', errors: [faultAt(path, why)] }
}

function tooLarge({ headers, routeOptions }: FastifyRequest): Finding {
  const most = String(routeOptions.bodyLimit)
  const got = headers['content-length']
  // Packed, it was short enough.
  if (Number(got) <= routeOptions.bodyLimit) return finding('body.largeUnpacked', { most })
  return got === undefined ? finding('body.largeUnsaid', { most }) : finding('body.large', { most, got })
}

function mediaType({ headers }: FastifyRequest): Finding {
  const got = headers['content-type']
  return got === undefined ? finding('body.noMediaType', {}) : finding('body.mediaType', { got: shown(got) })
}

/** An error's own code, or that of what it wraps. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  if ('code' in error && typeof error.code === 'string') return error.code
  return codeOf(error.cause)
}

/** Answers what is no request that could be read: the connection ends with it. */
export function refuseConnection(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  refuse(socket, unread(error.code))
  socket.destroy(error)
}

/**
 * Answers whoever asks on another protocol than HTTP/1.1, as clients of Java do for HTTP/2 unless they are told not to: a
 * connection that is cut off without a word says nothing to its owner.
 */
export function refuseProtocol(asked: string | undefined, socket: Duplex): void {
  refuse(socket, told('invalid-input', finding('body.protocol', { got: shown(asked) })))
  socket.end()
}

function refuse(socket: Duplex, failure: Failure): void {
  const problem = toProblem(failure)
  const body = JSON.stringify(problem)
  const head = [
    `HTTP/1.1 ${problem.status} ${problem.title}`,
    'content-type: application/problem+json; charset=utf-8',
    'cache-control: no-store',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ]
  if (socket.writable) socket.write(`${head.join('\r\n')}\r\n\r\n${body}`)
}

function unread(code: string | undefined): Failure {
  if (code === 'HPE_HEADER_OVERFLOW')
    return told('head-too-large', finding('body.largeHead', { most: String(maxHeaderSize) }))
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return told('too-slow', finding('body.slow', {}))
  if (code === 'HPE_INVALID_URL') return told('invalid-input', finding('body.urlCharacters', {}))
  return told('invalid-input', finding('body.noHttp', {}))
}
