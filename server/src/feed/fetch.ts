import { say } from '@cordon/alerts'
import { Agent, request, type Dispatcher } from 'undici'
import { pipeline } from 'node:stream/promises'
import { PassThrough, type Duplex } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { codeOf, faultWords } from '../deliver/fault-words.js'
import { Forbidden, type OutboundGuard } from '../deliver/guard.js'

/** How long and how much one answer may be. */
export interface FetchLimits {
  readonly connectMs: number
  /** Until the answer begins, and between two pieces of it. */
  readonly idleMs: number
  readonly totalMs: number
  /** All that one poll fetches: an index and the messages that it names. */
  readonly wholeMs: number
  /** Bytes, packed or unpacked. */
  readonly bytes: number
  /** Bytes of all messages of an index together. */
  readonly wholeBytes: number
  readonly redirects: number
}

/** 20 MB hold a week of the busiest public feed more than ten times over. */
export const fetchLimits: FetchLimits = {
  connectMs: 10_000,
  idleMs: 15_000,
  totalMs: 60_000,
  // With the last payload read (60 s) and stored still below the lease of 5 min.
  wholeMs: 180_000,
  bytes: 20_000_000,
  wholeBytes: 60_000_000,
  redirects: 5,
}

/** What a server is told of what we have already. */
export interface Condition {
  readonly etag: string | null
  readonly lastModified: string | null
}

/** What came: a payload, word that nothing has changed, or why nothing came. */
export type Fetched =
  | {
      readonly is: 'payload'
      readonly bytes: Buffer
      readonly contentType: string | null
      /** The server's own clock, by its `Date` header and the `Age` that a cache adds; null where it does not tell. */
      readonly serverMs: number | null
      readonly etag: string | null
      readonly lastModified: string | null
    }
  | { readonly is: 'unchanged'; readonly serverMs: number | null }
  | { readonly is: 'failed'; readonly why: string }

/** Asks for addresses outside: through the guard, with limits, following few redirects, each of which is guarded again. */
export class Fetcher {
  private readonly agent: Agent

  constructor(
    private readonly guard: OutboundGuard,
    readonly limits: FetchLimits = fetchLimits,
  ) {
    const { connectMs: timeout, idleMs } = limits
    this.agent = new Agent({
      connect: { lookup: guard.lookup, timeout },
      headersTimeout: idleMs,
      bodyTimeout: idleMs,
      maxHeaderSize: 32_768,
      keepAliveTimeout: 1_000,
    })
  }

  close(): Promise<void> {
    return this.agent.destroy()
  }

  async get(address: string, condition: Condition | null, whole?: AbortSignal): Promise<Fetched> {
    const own = AbortSignal.timeout(this.limits.totalMs)
    const over = whole === undefined ? own : AbortSignal.any([own, whole])
    try {
      return await this.follow(new URL(address), condition, over)
    } catch (error) {
      return { is: 'failed', why: wordsOf(error, over, this.limits) }
    }
  }

  private async follow(first: URL, condition: Condition | null, signal: AbortSignal): Promise<Fetched> {
    let url = first
    for (let hop = 0; hop <= this.limits.redirects; hop++) {
      const refusal = this.guard.refusal(url)
      if (refusal !== null) return { is: 'failed', why: refusal }
      const answer = await request(url, { dispatcher: this.agent, headers: headersFor(condition), signal })
      const location = [301, 302, 303, 307, 308].includes(answer.statusCode) ? textOf(answer.headers['location']) : null
      if (location === null) return await this.read(answer, signal)
      drop(answer.body)
      if (!URL.canParse(location, url.href))
        return { is: 'failed', why: say('way.badRedirect', { address: location.slice(0, 100) }) }
      const next = new URL(location, url)
      if (url.protocol === 'https:' && next.protocol === 'http:') return { is: 'failed', why: say('way.downgrade', {}) }
      url = next
    }
    return { is: 'failed', why: say('refused.redirects', { count: this.limits.redirects }) }
  }

  private async read({ statusCode, headers, body }: Dispatcher.ResponseData, signal: AbortSignal): Promise<Fetched> {
    const serverMs = clockMs(headers)
    if (statusCode === 304) {
      drop(body)
      return { is: 'unchanged', serverMs }
    }
    if (statusCode !== 200) {
      drop(body)
      return { is: 'failed', why: statusWords(statusCode) }
    }
    const length = Number(headers['content-length'] ?? 0)
    if (length > this.limits.bytes) {
      drop(body)
      throw new TooLarge()
    }
    const bytes = await collected(body, {
      unpack: unpackerOf(textOf(headers['content-encoding'])),
      most: this.limits.bytes,
      signal,
    })
    const [contentType, etag, lastModified] = ['content-type', 'etag', 'last-modified'].map((name) =>
      textOf(headers[name]),
    )
    return {
      is: 'payload',
      bytes,
      contentType: contentType ?? null,
      serverMs,
      etag: etag ?? null,
      lastModified: lastModified ?? null,
    }
  }
}

/** Why an answer of another status than 200 is of no use, and what whoever set the feed up can do about it. */
function statusWords(status: number): string {
  const said = { status: String(status) }
  if (status === 401 || status === 403) return say('way.notLetIn', said)
  if (status === 404 || status === 410) return say('way.nothingThere', said)
  if (status === 429) return say('way.tooOften', said)
  if (status >= 500) return say('way.theirFault', said)
  return say(status === 204 ? 'way.noContent' : 'way.otherStatus', said)
}

/** Ends an answer that nobody wants to read; that it was cut off is no error. */
function drop(body: Dispatcher.ResponseData['body']): void {
  body.on('error', () => undefined)
  body.destroy()
}

class TooLarge extends Error {
  override readonly name = 'TooLarge'
}

interface Collecting {
  readonly unpack: Duplex
  readonly most: number
  readonly signal: AbortSignal
}

/** Counts before and after unpacking: what is small on the wire may be large here. */
async function collected(body: Dispatcher.ResponseData['body'], { unpack, most, signal }: Collecting): Promise<Buffer> {
  const chunks: Buffer[] = []
  await pipeline(
    body,
    (source: AsyncIterable<Uint8Array>) => capped(source, most),
    unpack,
    async (source: AsyncIterable<Uint8Array>) => {
      for await (const chunk of capped(source, most)) chunks.push(Buffer.from(chunk))
    },
    { signal },
  )
  return Buffer.concat(chunks)
}

async function* capped(source: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Uint8Array> {
  let total = 0
  for await (const chunk of source) {
    total += chunk.length
    if (total > most) throw new TooLarge()
    yield chunk
  }
}

function unpackerOf(encoding: string | null): Duplex {
  switch (encoding?.toLowerCase() ?? '') {
    case 'gzip':
    case 'x-gzip':
      return createGunzip()
    case 'deflate':
      return createInflate()
    case 'br':
      return createBrotliDecompress()
    default:
      return new PassThrough()
  }
}

function headersFor(condition: Condition | null): Record<string, string> {
  return {
    'user-agent': 'Cordon',
    accept:
      'application/geo+json, application/json, application/cap+xml, application/atom+xml, application/rss+xml, */*;q=0.5',
    'accept-encoding': 'gzip, deflate, br',
    ...(condition?.etag == null ? {} : { 'if-none-match': condition.etag }),
    ...(condition?.lastModified == null ? {} : { 'if-modified-since': condition.lastModified }),
  }
}

function textOf(header: string | string[] | undefined): string | null {
  return (Array.isArray(header) ? header[0] : header) ?? null
}

/** What the clock of the server that made an answer shows now: a cache hands on when that was and for how long it keeps it. */
function clockMs(headers: Dispatcher.ResponseData['headers']): number | null {
  const [madeMs, ageSeconds] = [Date.parse(textOf(headers['date']) ?? ''), Number(textOf(headers['age']) ?? 0)]
  if (Number.isNaN(madeMs)) return null
  return madeMs + (Number.isFinite(ageSeconds) ? Math.max(0, ageSeconds) * 1_000 : 0)
}

function wordsOf(error: unknown, over: AbortSignal, limits: FetchLimits): string {
  if (error instanceof TooLarge) return say('refused.tooLarge', { megabytes: String(limits.bytes / 1_000_000) })
  if (over.aborted) return say('refused.notInTime', { seconds: String(limits.totalMs / 1_000) })
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  if (cause instanceof Forbidden) return cause.message
  const code = codeOf(cause)
  if (code === 'UND_ERR_CONNECT_TIMEOUT')
    return say('refused.noConnection', { seconds: String(limits.connectMs / 1_000) })
  if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT')
    return say('refused.nothingCame', { seconds: String(limits.idleMs / 1_000) })
  return say('refused.noAnswer', { fault: faultWords(cause) })
}
