import { severityRank, type Severity } from '@cordon/alerts'
import { worstOf, type Call } from './calls.js'
import type { Sound } from './tones.js'

/** After how long the sound of what waits comes again, in milliseconds. */
export const repeatMs = {
  extreme: 10_000,
  severe: 20_000,
  moderate: 60_000,
  minor: 180_000,
  unknown: 180_000,
} as const satisfies Record<Severity, number>

/** Whatever comes within this time after a sound waits, and then sounds once together. */
export const gapMs = 2_500

/** What has sounded so far. */
export interface Hearing {
  /** The calls that have sounded and still wait. */
  readonly known: ReadonlySet<string>
  /** How bad the worst was that has sounded of each group. */
  readonly groups: Readonly<Record<string, number>>
  /** When anything sounded last, and when nothing worse than that waited. */
  readonly lastMs: number | null
  readonly worstMs: number | null
}

export const nothingHeard: Hearing = { known: new Set(), groups: {}, lastMs: null, worstMs: null }

export interface Scene {
  readonly calls: readonly Call[]
  /** In a flood each group sounds once, and again only for something worse. */
  readonly flood: boolean
  /** Whether all is known that has come: while a page catches up, what it missed waits to sound once together. */
  readonly settled: boolean
  readonly nowMs: number
}

/** What to play now, and what has sounded then. What waits is heard again and again until it waits no more. */
export function hear(before: Hearing, scene: Scene): { readonly hearing: Hearing; readonly play: Severity | null } {
  const { calls, flood, settled, nowMs } = scene
  const kept = stillWaiting(before, scene)
  if (nowMs - (kept.lastMs ?? -Infinity) < gapMs) return { hearing: kept, play: null }
  const fresh = settled ? calls.filter(({ key }) => !kept.known.has(key)) : []
  const known = new Set([...kept.known, ...fresh.map(({ key }) => key)])
  const groups = { ...kept.groups, ...ranksOf(fresh.filter((call) => isWorse(call, kept.groups))) }
  const worst = worstOf(calls.filter(({ key }) => known.has(key)))
  const isDue = worst !== null && nowMs - (kept.worstMs ?? nowMs) >= repeatMs[worst]
  const play = isDue ? worst : worstOf(flood ? fresh.filter((call) => isWorse(call, kept.groups)) : fresh)
  const hearing = { ...kept, known, groups }
  if (play === null) return { hearing, play }
  // A lesser sound in between does not put off what is worse.
  return { hearing: { ...hearing, lastMs: nowMs, worstMs: play === worst ? nowMs : kept.worstMs }, play }
}

/** What has sounded of what is real, and of what is played in an exercise. */
export interface BothHeard {
  readonly real: Hearing
  readonly exercise: Hearing
}

export const neitherHeard: BothHeard = { real: nothingHeard, exercise: nothingHeard }

/**
 * What to play now where an exercise may be on: what is real sounds as it does without one; what is played has one sound
 * of its own, comes a group at a time, and never over what is real.
 */
export function hearBoth(before: BothHeard, scene: Scene): { readonly heard: BothHeard; readonly play: Sound | null } {
  const of = (exercise: boolean) => scene.calls.filter((call) => call.exercise === exercise)
  const real = hear(before.real, { ...scene, calls: of(false) })
  const played = hear(before.exercise, { ...scene, calls: of(true), flood: true })
  const play = real.play ?? (played.play === null ? null : 'exercise')
  return { heard: { real: real.hearing, exercise: played.hearing }, play }
}

/** What has sounded of what waits now. */
function stillWaiting(before: Hearing, { calls, flood }: Scene): Hearing {
  const keys = new Set(calls.map(({ key }) => key))
  const known = new Set([...before.known].filter((key) => keys.has(key)))
  const waits = new Set(calls.map(({ group }) => group))
  // In a flood a group is heard as long as something of it waits; a new one after that is heard again.
  const inFlood = () => Object.fromEntries(Object.entries(before.groups).filter(([group]) => waits.has(group)))
  const groups = flood && known.size > 0 ? inFlood() : ranksOf(calls.filter(({ key }) => known.has(key)))
  return { ...before, known, groups, worstMs: known.size === 0 ? null : before.worstMs }
}

function isWorse({ group, severity }: Call, groups: Hearing['groups']): boolean {
  return severityRank(severity) > (groups[group] ?? -1)
}

function ranksOf(calls: readonly Call[]): Hearing['groups'] {
  const ranks: Record<string, number> = {}
  for (const { group, severity } of calls) ranks[group] = Math.max(ranks[group] ?? -1, severityRank(severity))
  return ranks
}
