import { byStanding, mayBeJoined, say } from '@cordon/alerts'
import { noteMerges, type MergeRow } from '@cordon/db'
import type { ReportInput } from '../wire/index.js'
import type { Change, Desk, Draft, Unchanged } from './desk.js'
import { revisedAnew } from './judge-anew.js'
import { pairOf, type Known, type Working } from './known.js'
import { broughtBy, standsFor, withMerges } from './merged.js'

/** A message, and by what it is known. */
interface Message {
  readonly keys: readonly string[]
  readonly report: Pick<ReportInput, 'title' | 'source'>
}

/**
 * Makes one of the incidents that a message names by different keys: its source's own id, its link, its words. They are
 * merged as a person would merge them: each alert stays where it was raised, and whoever knows better undoes it. What
 * somebody has kept apart stays apart; it is suggested at most.
 */
export function joined(drafted: Draft, message: Message, desk: Desk): Draft {
  if (drafted.what === 'refused' || drafted.what === 'stored') return drafted
  const { known } = desk
  const merges = oneEach(namedBy(message, known), known).flatMap(([into, ...others]) =>
    into === undefined ? [] : others.flatMap((id) => mergesOf(id, into, known)),
  )
  if (merges.length === 0) return drafted
  const { title, source } = message.report
  return folded(drafted, { merges, reason: say('kept.toldAsOne', { source, title }) }, desk)
}

/** The incidents that stand for what a message names. A key that stands on several already names none of them. */
function namedBy({ keys }: Message, known: Known): readonly Working[] {
  const named = keys.flatMap((key) => {
    const standing = new Set((known.reports.get(key) ?? []).map((report) => standsFor(report.incidentId, known)))
    return standing.size === 1 ? [...standing] : []
  })
  return [...new Set(named)].flatMap((id) => known.byId.get(id) ?? [])
}

/** Those that may be one, the one that stands for them first. */
function oneEach(named: readonly Working[], known: Known): readonly (readonly string[])[] {
  const groups: Working[][] = []
  for (const it of named.toSorted((a, b) => byStanding(a.incident, b.incident))) {
    const group = groups.find((others) => others.every((other) => mayBeOne(it, other, known)))
    if (group === undefined) groups.push([it])
    else group.push(it)
  }
  return groups.map((group) => group.map(({ incident }) => incident.id))
}

function mayBeOne({ incident: one }: Working, { incident: other }: Working, known: Known): boolean {
  if (!mayBeJoined(one, other)) return false
  const others = broughtBy(other.id, known)
  return !broughtBy(one.id, known).some((a) => others.some((b) => known.distinct.has(pairOf(a, b))))
}

/** An incident merged into another one, and what was merged into it. */
function mergesOf(id: string, into: string, known: Known): readonly MergeRow[] {
  return broughtBy(id, known).map((incidentId) => ({
    incidentId,
    intoId: into,
    throughId: incidentId === id ? null : (known.through.get(incidentId) ?? id),
  }))
}

interface Folding {
  readonly merges: readonly MergeRow[]
  readonly reason: string
}

/** What the message changed and the merges as one: each incident has one more revision at most. */
function folded(drafted: Change | Unchanged, { merges, reason }: Folding, desk: Desk): Change {
  const stood = { ...desk.known, byId: new Map(desk.known.byId) }
  const told = drafted.what === 'unchanged' ? [] : [drafted.working, ...(drafted.also ?? [])]
  for (const it of told) stood.byId.set(it.incident.id, it)
  const known = withMerges(stood, merges)
  const revise = (id: string, mergedInto?: string) => {
    const [before, now] = [desk.known.byId.get(id), known.byId.get(id)]
    if (before === undefined || now === undefined) throw new Error(`Nothing is known of incident ${id}.`)
    const standing = mergedInto === undefined ? {} : { mergedInto }
    const { incident, ...rest } = revisedAnew(now, { standing, reason }, { ...desk, known })
    known.byId.set(id, { ...rest, incident: { ...incident, revision: before.incident.revision + 1 } })
  }
  for (const { incidentId, intoId } of merges) revise(incidentId, intoId)
  const standing = new Set(merges.map(({ intoId }) => intoId))
  for (const id of standing) revise(id)
  const ids = [...told.map(({ incident }) => incident.id), ...standing, ...merges.map((it) => it.incidentId)]
  return changeOf(drafted, { merges, states: [...new Set(ids)].flatMap((id) => known.byId.get(id) ?? []) })
}

interface Folded {
  readonly merges: readonly MergeRow[]
  readonly states: readonly Working[]
}

function changeOf(drafted: Change | Unchanged, { merges, states }: Folded): Change {
  const own = drafted.working.incident.id
  const working = states.find(({ incident }) => incident.id === own) ?? states[0] ?? drafted.working
  const also = states.filter((it) => it !== working)
  const change = drafted.what === 'unchanged' ? { ...drafted, report: null, newSource: null } : drafted
  const besides = [...(drafted.what === 'unchanged' ? [] : (drafted.besides ?? [])), noteMerges(merges)]
  return { ...change, what: 'revised', working, also, besides, merges }
}
