import { finding, type Finding } from '@cordon/alerts'
import { isUtf8 } from 'node:buffer'
import { errorCodes, type FastifyInstance, type FastifyRequest, type RouteOptions } from 'fastify'
import { excessOf, jsonFinding, type JsonExcess, type JsonLimits } from './json-fault.js'
import { Refusal, told } from './result.js'

/** Bodies are at most this large; a thousand rich incidents stay far below. */
export const bodyLimitBytes = 8 * 1024 * 1024
/** What somebody may send who has not said who they are: a name and a password. */
const strangerLimitBytes = 64 * 1024
/** Of what is too large and not packed, so much is let go by, so that whoever sends first and reads then gets the answer. */
const passedByBytes = 128 * 1024 * 1024
/** A shape of 100,000 corners has 300,000 values, a thousand rich incidents 50,000 names. */
const limits: JsonLimits = { levels: 64, values: 1_000_000, names: 100_000 }

const json = /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i

/** What files begin with that are sent in place of JSON. */
const lookalikes: readonly (readonly [Finding, readonly number[]])[] = [
  [finding('body.zip', {}), [0x50, 0x4b, 0x03, 0x04]],
  [finding('body.gzip', {}), [0x1f, 0x8b]],
  [finding('body.xml', {}), [0x3c]],
  [finding('body.utf16', {}), [0xff, 0xfe]],
  [finding('body.utf16', {}), [0xfe, 0xff]],
]

/** Bodies are JSON: valid UTF-8, not too deep, without keys that reach for prototypes. All else is refused by name. */
export function installBodies(instance: FastifyInstance): void {
  const parse = instance.getDefaultJsonParser('error', 'error')
  instance.removeAllContentTypeParsers()
  instance.addHook('onRoute', limitStrangers)
  instance.addContentTypeParser<Buffer>('*', { parseAs: 'buffer' }, (request, bytes, done) => {
    if (wantsBytes(request)) done(null, bytes)
    else done(new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE())
  })
  instance.addContentTypeParser<Buffer>(json, { parseAs: 'buffer' }, (request, bytes, done) => {
    if (wantsBytes(request)) {
      done(null, bytes)
      return
    }
    if (bytes.length === 0) {
      done(null, undefined)
      return
    }
    const refusal = refuseBytes(bytes)
    if (refusal !== null) {
      done(refusal)
      return
    }
    const text = bytes.toString('utf8')
    void parse(request, text, (error, value) => done(error === null ? null : refuseText(text), value))
  })
}

/** Whoever need not sign in is not read at length either; what is signed says in its bytes who sends it. */
function limitStrangers(route: RouteOptions): void {
  const contract = route.config?.contract
  if (contract?.permission === 'open' && contract.raw !== true) route.bodyLimit = strangerLimitBytes
}

/**
 * Whether the rest of a body that is too large is let go by: an open connection takes in what nobody reads, a closed one
 * would cut off the answer.
 */
export function letsPass({ headers }: FastifyRequest): boolean {
  return headers['content-encoding'] === undefined && Number(headers['content-length']) <= passedByBytes
}

/** Whether a route takes its body as it comes. */
function wantsBytes(request: FastifyRequest): boolean {
  return request.routeOptions.config.contract?.raw === true
}

/** What is wrong with a body before it is read as JSON; null when it may be. */
export function refuseBytes(bytes: Buffer): Refusal | null {
  const looks = lookalikes.find(([, start]) => start.every((byte, at) => bytes[at] === byte))
  if (looks !== undefined) return new Refusal(told('not-json', looks[0]))
  if (!isUtf8(bytes)) return new Refusal(told('invalid-json', finding('body.notUtf8', {})))
  const excess = excessOf(bytes, limits)
  return excess === null ? null : new Refusal(told('invalid-json', tooMuch(excess)))
}

function tooMuch({ of, at }: JsonExcess): Finding {
  const values = { mostCount: limits[of], byte: String(at) }
  switch (of) {
    case 'levels':
      return finding('body.deep', values)
    case 'values':
      return finding('body.manyValues', values)
    case 'names':
      return finding('body.manyNames', values)
  }
}

/** Where and why a text is not JSON. A text that is JSON was refused for keys that reach for prototypes. */
function refuseText(text: string): Refusal {
  return new Refusal(told('invalid-json', jsonFinding(text) ?? finding('body.prototypes', {})))
}
