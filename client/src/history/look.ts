import { instantOf, type Instant } from '@cordon/alerts'
import type { LocationQuery } from 'vue-router'
import type { Span } from '../incident/shown.js'

/**
 * By which clock history is played: when things happened, or when they came to be known. By the second the search itself
 * is asked as of each time, so that what is seen is exactly what anybody could have seen then.
 */
export const clocks = ['happened', 'known'] as const
export type ReplayClock = (typeof clocks)[number]

/** A whole time is played in so many steps, whichever clock it goes by. */
export const stepCount = 60
/** Steps a second. */
export const speeds = [1, 2, 4] as const
export type Speed = (typeof speeds)[number]

/** How what was found is looked at; it stands in the address beside what is asked. */
export interface Look {
  readonly map: boolean
  /** Drawn as heat where it is seen from afar. */
  readonly heat: boolean
  /** The clock by which it is played; null where it stands as a whole. */
  readonly clock: ReplayClock | null
  /** Where the clock of what happened stands, from 0; the other one stands where the search asks as of. */
  readonly step: number
  readonly speed: Speed
}

/** The look in an address. */
export function lookIn(query: LocationQuery): Look {
  const step = Number(query['step'] ?? 0)
  return {
    map: query['show'] === 'map',
    heat: query['drawn'] === 'heat',
    clock: clocks.find((it) => it === query['clock']) ?? null,
    step: Number.isInteger(step) ? Math.min(stepCount - 1, Math.max(0, step)) : 0,
    speed: speeds.find((it) => String(it) === query['speed']) ?? 1,
  }
}

/** The look as it stands in an address, without what goes without saying. */
export function queryOfLook({ map, heat, clock, step, speed }: Look): Readonly<Record<string, string>> {
  return {
    ...(map ? { show: 'map' } : {}),
    ...(heat ? { drawn: 'heat' } : {}),
    ...(clock === null ? {} : { clock }),
    ...(clock === 'happened' ? { step: String(step) } : {}),
    ...(clock === null || speed === 1 ? {} : { speed: String(speed) }),
  }
}

/** The time of one step. */
export function stepSpan({ fromMs, toMs }: Span, step: number): Span {
  const length = (toMs - fromMs) / stepCount
  return { fromMs: fromMs + step * length, toMs: fromMs + (step + 1) * length }
}

/** Up to when everything counts that was known by the end of a step. */
export function knownBy(span: Span, step: number): Instant {
  return instantOf(Math.ceil(stepSpan(span, step).toMs))
}

/** The last step that has ended by an instant, the first one before that; the last of all where it is no instant. */
export function stepAt({ fromMs, toMs }: Span, instant: string): number {
  const share = (Date.parse(instant) - fromMs) / (toMs - fromMs)
  return Number.isNaN(share)
    ? stepCount - 1
    : Math.min(stepCount - 1, Math.max(0, Math.floor(share * stepCount + 1e-6) - 1))
}

/** How strongly what happened in a step is seen when the clock stands at another: it fades within some steps. */
export function strengthAt(step: number, now: number): number {
  const age = now - step
  return age < 0 || age >= fadingSteps ? 0 : Math.round((1 - age / fadingSteps) * 100) / 100
}
const fadingSteps = 8
