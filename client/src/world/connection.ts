/** How the dashboard stands to the server. `sinceMs` is when it last knew that it was up to date. */
export type Connection =
  | { readonly is: 'opening' }
  | { readonly is: 'live' }
  | { readonly is: 'catching-up' }
  | { readonly is: 'stale'; readonly sinceMs: number }
  | { readonly is: 'offline'; readonly sinceMs: number }

/** What is known of the socket; times in milliseconds of this machine's clock. */
export interface Line {
  readonly connected: boolean
  /** The server has confirmed that the stream goes on without a gap. */
  readonly following: boolean
  /** When the last sign of life came; null before the first. */
  readonly heardMs: number | null
  readonly hasWorld: boolean
}

/** A server that pulses every few seconds and has been silent for this long is not live, whatever the socket says. */
export const staleAfterMs = 15_000

/** What may be claimed of the data on the screen. Never "live" without a recent sign of life. */
export function connectionOf(line: Line, nowMs: number): Connection {
  if (!line.hasWorld && line.heardMs === null) return { is: 'opening' }
  const sinceMs = line.heardMs ?? nowMs
  if (!line.connected) return { is: 'offline', sinceMs }
  if (nowMs - sinceMs >= staleAfterMs) return { is: 'stale', sinceMs }
  return line.following ? { is: 'live' } : { is: 'catching-up' }
}
