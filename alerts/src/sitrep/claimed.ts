import { maySameActor } from '../grade/actor.js'
import type { Claim } from '../model.js'

/** One thing that was said of an incident, and by whom: `origin` is the source that this one repeats. */
export interface SaidOf {
  readonly source: string
  readonly origin: string | null
  readonly claim: Claim
}

/** Words by which somebody takes an attack upon themselves, in the languages of the sources. */
const claiming = /\bclaim(?:s|ed|ing)?\b|تبنّ?[ىت]|تتبنّ?ى|يتبنّ?ى|أعلن(?:ت)? مسؤولي/iu

/** Whether an attack is claimed: whoever did it says so, or somebody says that they claim it. */
export function isClaimed(said: readonly SaidOf[]): boolean {
  return said.some(({ source, origin, claim }) => {
    if (claim.topic !== 'attribution' || claim.denied || claim.by.length === 0) return false
    if (claiming.test(claim.words ?? '')) return true
    return claim.by.some((actor) => maySameActor(actor, origin ?? source))
  })
}
