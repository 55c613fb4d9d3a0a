import type { Silence } from '../silence/silence.js'

/** A silence for those who see places coarsely: its reason is text, and may name one. */
export function coarsenSilence(silence: Silence): Silence {
  return { ...silence, reason: '' }
}
