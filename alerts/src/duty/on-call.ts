import type { Instant } from '../model.js'
import { zoneOffsetMinutes } from '../report/zone.js'
import { instantMs, instantOf } from '../time.js'
import type { RotationContent } from './duty.js'

const minute = 60_000
const day = 24 * 60 * minute

/** The account whose turn it is at a moment; null before the first turn, and where there is nobody. */
export function onCall(rotation: RotationContent, now: Instant): string | null {
  const ms = instantMs(now)
  const standIn = rotation.overrides.findLast(({ from, to }) => instantMs(from) <= ms && ms < instantMs(to))
  if (standIn !== undefined) return standIn.accountId
  const turn = turnAt(rotation, ms)
  return turn < 0 ? null : (rotation.members[turn % rotation.members.length] ?? null)
}

/**
 * The next moment at which somebody else is on call; null where nobody else will be. Looks as far ahead as a whole round
 * of the members, and at every time in which somebody stands in.
 */
export function turnEnds(rotation: RotationContent, now: Instant): Instant | null {
  const ms = instantMs(now)
  const present = onCall(rotation, now)
  const edges = rotation.overrides.flatMap(({ from, to }) => [instantMs(from), instantMs(to)])
  const moments = [...edges, ...handovers(rotation, ms)].filter((at) => at > ms).toSorted((a, b) => a - b)
  const next = moments.find((at) => onCall(rotation, instantOf(at)) !== present)
  return next === undefined ? null : instantOf(next)
}

/** How many times it was handed over since the first turn, which is turn 0; negative before. Counted by the local clock. */
function turnAt({ handsOverAt, everyDays, timeZone, startsOn }: RotationContent, ms: number): number {
  const local = ms + zoneOffsetMinutes(timeZone, ms) * minute
  const days = Math.floor(local / day) - dayOf(startsOn)
  const minutes = Math.floor((local - Math.floor(local / day) * day) / minute)
  const round = Math.floor(days / everyDays)
  const isHandoverDay = days - round * everyDays === 0
  const passed = isHandoverDay ? handsOverAt.filter((time) => minutesOf(time) <= minutes).length : handsOverAt.length
  return round * handsOverAt.length + passed - 1
}

/** Every handover of the round of the members that is under way, and of the one after it. */
function handovers({ members, handsOverAt, everyDays, timeZone, startsOn }: RotationContent, ms: number): number[] {
  // Somewhere it is still yesterday.
  const yesterday = Math.max(0, Math.floor(ms / day) - 1 - dayOf(startsOn))
  const first = Math.floor(yesterday / everyDays)
  const rounds = Math.ceil((members.length + 1) / handsOverAt.length) + 3
  return Array.from({ length: rounds }, (_, at) => dayOf(startsOn) + (first + at) * everyDays).flatMap((date) =>
    handsOverAt.flatMap((time) => utcOf(date * day + minutesOf(time) * minute, timeZone)),
  )
}

/**
 * The moments at which a local clock may show a time: two where it is set back, and where it is set forward over the
 * time, the one at which it would have come and an hour before.
 */
function utcOf(localMs: number, timeZone: string): readonly number[] {
  const offsets = [localMs - day, localMs + day].map((at) => zoneOffsetMinutes(timeZone, at))
  return [...new Set(offsets)].map((offset) => localMs - offset * minute)
}

function dayOf(date: string): number {
  return Math.floor(Date.parse(`${date}T00:00:00Z`) / day)
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}
