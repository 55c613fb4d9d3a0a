/**
 * What came of one try to tell something; `why` is for people. `gone`: the address says that it is no more. `unmade`: it
 * could not be put together, and `unopened`: the key is missing that opens the address, so that it was not even asked.
 */
export type Outcome =
  | { readonly is: 'sent' }
  | { readonly is: 'retry'; readonly why: string; readonly afterMs: number | null }
  | { readonly is: 'refused'; readonly why: string; readonly gone: boolean }
  | { readonly is: 'unmade' | 'unopened'; readonly why: string }

/** What would be answered the same however often it were asked: what is sent is wrong, or the address leads elsewhere. */
const hopeless: ReadonlySet<number> = new Set([400, 405, 406, 411, 413, 414, 415, 422, 431])

/** A day: whoever asks for longer is asked again all the same. */
const longestWaitMs = 86_400_000

/**
 * What an HTTP status says of a try. An address that refuses for reasons of its own (401, 403, 404) is tried again, since
 * it may be mended meanwhile; 410 is for good.
 */
export function outcomeOfStatus(status: number, afterMs: number | null): Outcome {
  const why = `HTTP ${status}`
  if (status >= 200 && status < 300) return { is: 'sent' }
  if (status === 410) return { is: 'refused', why, gone: true }
  if (status >= 300 && status < 400) return { is: 'refused', why: `${why}: it redirects`, gone: false }
  if (hopeless.has(status)) return { is: 'refused', why, gone: false }
  return { is: 'retry', why, afterMs }
}

/** As for any address; a push service says 404, too, of a browser that has let go of it (RFC 8030, 7.3). */
export function outcomeOfPushStatus(status: number, afterMs: number | null): Outcome {
  return status === 404 ? { is: 'refused', why: 'HTTP 404', gone: true } : outcomeOfStatus(status, afterMs)
}

/** How long `Retry-After` asks to wait: seconds, or an HTTP date (RFC 9110, 10.2.3); null where it says nothing of use. */
export function retryAfterMs(header: string | null, nowMs: number): number | null {
  if (header === null || header.trim() === '') return null
  const seconds = Number(header)
  const ms = Number.isNaN(seconds) ? Date.parse(header) - nowMs : seconds * 1_000
  if (Number.isNaN(ms)) return null
  return Math.min(Math.max(0, ms), longestWaitMs)
}
