import type { Rotation, RotationOverride } from '@cordon/alerts'
import type { RotationInput } from '@cordon/server/wire'

/** What stands in the form of a rotation. Times of handing over are one text, those of stand-ins as a browser asks for them. */
export interface RotationForm {
  name: string
  members: string[]
  times: string
  everyDays: number
  timeZone: string
  startsOn: string
  overrides: StandIn[]
}

/** A time in UTC without its letter, as `2026-11-26T07:00`. */
export interface StandIn {
  accountId: string
  from: string
  to: string
}

/** A form to begin with, on a day and in a place. */
export function emptyRotation(startsOn: string, timeZone: string): RotationForm {
  return { name: '', members: [], times: '07:00, 19:00', everyDays: 1, timeZone, startsOn, overrides: [] }
}

export function rotationFormOf(rotation: Rotation): RotationForm {
  const { name, members, handsOverAt, everyDays, timeZone, startsOn, overrides } = rotation
  return {
    ...{ name, everyDays, timeZone, startsOn },
    members: [...members],
    times: handsOverAt.join(', '),
    overrides: overrides.map(({ accountId, from, to }) => ({
      accountId,
      from: from.slice(0, 16),
      to: to.slice(0, 16),
    })),
  }
}

/** The rotation that the form tells, for the server. */
export function rotationSaid(form: RotationForm): RotationInput {
  const { name, members, everyDays, timeZone, startsOn } = form
  const times = form.times.split(/[,،;\s]+/).filter((it) => it !== '')
  return {
    ...{ name: name.trim(), everyDays, timeZone: timeZone.trim(), startsOn, members },
    handsOverAt: times.map((time) => time.padStart(5, '0')).toSorted(),
    overrides: form.overrides.map(overrideOf),
  }
}

function overrideOf({ accountId, from, to }: StandIn): RotationOverride {
  return { accountId, from: `${from}:00.000Z`, to: `${to}:00.000Z` }
}

/** The list with one of its things a place earlier. */
export function movedUp<T>(list: readonly T[], at: number): T[] {
  const before = list[at - 1]
  const it = list[at]
  if (before === undefined || it === undefined) return [...list]
  return list.with(at - 1, it).with(at, before)
}
