import type { Incident, Report, Source } from '@cordon/alerts'
import {
  distinctAmong,
  incidentsById,
  knownIncidents,
  mergesTouching,
  reportById,
  reportsAlike,
  reportsBefore,
  reportsOf,
  sourcesById,
  type DistinctRow,
  type MergeRow,
  type ReportKeys,
  type Runner,
} from '@cordon/db'
import { sourceIdOf } from './content.js'
import type { Entry } from './entry.js'
import { messageKeys, reportKeysOf } from './report-keys.js'

/** An incident as a batch works on it: what is stored, or what an earlier entry of the batch made of it. */
export interface Working {
  readonly incident: Incident
  readonly sourceId: string | null
  /** Hash of what its source said last; a repeat with the same hash changes nothing. */
  readonly contentHash: string
  /** The reports that came for it; those of incidents merged into it stay with them. */
  readonly reports: readonly Report[]
}

/** What a batch needs to know before it drafts; drafting keeps it up to date for the entries that follow. */
export interface Known {
  readonly byId: Map<string, Working>
  readonly idByKey: Map<string, string>
  readonly sources: Map<string, Source>
  /** Reports that came before, by each key that one of the entries could be known by. */
  readonly reports: Map<string, readonly Report[]>
  /** What reports that were corrected said before, by report. */
  readonly saidBefore: Map<string, readonly Report[]>
  /** Merged incidents, with the one that stands for each. */
  readonly merged: Map<string, string>
  /** Merged incidents that followed another one, with that one: it is merged itself. */
  readonly through: Map<string, string>
  /** Pairs of incidents of which somebody said that they are not one, as `pairOf` names them. */
  readonly distinct: ReadonlySet<string>
}

interface Stored {
  readonly body: Incident
  readonly sourceId: string | null
  readonly contentHash: string
}

/** How a source's own id is looked up. */
export function keyOf(sourceId: string, externalId: string): string {
  return `${sourceId} ${externalId}`
}

/** The name of a pair of incidents, whichever comes first. */
export function pairOf(one: string, other: string): string {
  return one < other ? `${one} ${other}` : `${other} ${one}`
}

/** Loads what the entries refer to: incidents by their source's id or ours, their reports, and the sources. */
export async function loadKnown(run: Runner, entries: readonly Entry[]): Promise<Known> {
  const [byKey, sources, alike] = await Promise.all([
    loadByKey(run, entries),
    loadSources(run, entries),
    loadReportsAlike(run, entries),
  ])
  const ids = [...entries.flatMap(idsOf), ...alike.map((report) => report.incidentId)]
  const named = [...byKey, ...(await loadById(run, ids))]
  const merges = named.length === 0 ? [] : await loadMerges(run, named)
  const stored = [...named, ...(await loadById(run, merges.flatMap(othersThan(named))))]
  const [reports, saidBefore, distinct] = await Promise.all([
    loadReports(run, stored),
    loadSaidBefore(run, alike),
    loadDistinct(run, alike.length === 0 ? [] : stored),
  ])
  const keyed = byKey.flatMap(({ body, sourceId, externalId }) =>
    sourceId === null ? [] : [[keyOf(sourceId, externalId), body.id] as const],
  )
  return {
    byId: new Map(stored.map((row) => [row.body.id, working(row, reports)])),
    idByKey: new Map(keyed),
    sources,
    reports: byKeys(alike),
    saidBefore,
    merged: new Map(merges.map(({ incidentId, intoId }) => [incidentId, intoId])),
    through: new Map(merges.flatMap(({ incidentId, throughId: it }) => (it === null ? [] : [[incidentId, it]]))),
    distinct,
  }
}

function working({ body, sourceId, contentHash }: Stored, reports: readonly Report[]): Working {
  return { incident: body, sourceId, contentHash, reports: reports.filter((report) => report.incidentId === body.id) }
}

async function loadByKey(run: Runner, entries: readonly Entry[]) {
  const keys = entries.flatMap((entry) => {
    const said = entry.what === 'new' ? entry.input.properties : entry.what === 'tell' ? entry.report : null
    return said?.externalId == null ? [] : [{ sourceId: sourceIdOf(said.source ?? ''), externalId: said.externalId }]
  })
  return keys.length === 0 ? [] : run.query<Stored & { externalId: string }>(knownIncidents(keys))
}

/** The incidents that an entry names by our ids. */
function idsOf(entry: Entry): readonly string[] {
  switch (entry.what) {
    case 'new':
    case 'tell':
    case 'amend':
      return []
    case 'correct':
    case 'report':
    case 'unmerge':
    case 'regrade':
    case 'hold':
    case 'undo':
      return [entry.id]
    case 'merge':
      return [entry.id, entry.into]
    case 'link':
      return [entry.link.fromId, entry.link.toId]
  }
}

async function loadById(run: Runner, ids: readonly string[]): Promise<readonly Stored[]> {
  return ids.length === 0 ? [] : run.query<Stored>(incidentsById([...new Set(ids)]))
}

async function loadMerges(run: Runner, named: readonly Stored[]): Promise<readonly MergeRow[]> {
  return run.query<MergeRow>(mergesTouching(named.map((row) => row.body.id)))
}

function othersThan(named: readonly Stored[]) {
  const known = new Set(named.map((row) => row.body.id))
  return ({ incidentId, intoId }: MergeRow) => [incidentId, intoId].filter((id) => !known.has(id))
}

async function loadReports(run: Runner, stored: readonly Stored[]): Promise<readonly Report[]> {
  return stored.length === 0 ? [] : run.query<Report>(reportsOf(stored.map((row) => row.body.id)))
}

async function loadSources(run: Runner, entries: readonly Entry[]): Promise<Map<string, Source>> {
  const ids = new Set(entries.map(sourceNameOf).flatMap((name) => (name === null ? [] : [sourceIdOf(name)])))
  const sources = ids.size === 0 ? [] : await run.query<Source>(sourcesById([...ids]))
  return new Map(sources.map((source) => [source.id, source]))
}

/** What somebody has kept apart among incidents that one batch speaks of. */
async function loadDistinct(run: Runner, stored: readonly Stored[]): Promise<ReadonlySet<string>> {
  if (stored.length < 2) return new Set()
  const rows = await run.query<DistinctRow>(distinctAmong(stored.map((row) => row.body.id)))
  return new Set(rows.map(({ oneId, otherId }) => pairOf(oneId, otherId)))
}

async function loadSaidBefore(run: Runner, alike: readonly AlikeRow[]) {
  const ids = new Set(alike.filter(({ revision }) => revision > 1).map(({ id }) => id))
  const rows = ids.size === 0 ? [] : await run.query<{ report: Report }>(reportsBefore([...ids]))
  const said = new Map<string, readonly Report[]>()
  for (const { report } of rows) said.set(report.id, [...(said.get(report.id) ?? []), report])
  return said
}

/** A report that came before; `elsewhere` are the keys of another version of it by which it was found. */
type AlikeRow = Report & { readonly contentHash: string | null; readonly elsewhere: ReportKeys | null }

/** Reports that an entry repeats or corrects. */
async function loadReportsAlike(run: Runner, entries: readonly Entry[]): Promise<readonly AlikeRow[]> {
  const keys = entries.flatMap((entry): readonly ReportKeys[] =>
    entry.what === 'report' || entry.what === 'tell' ? [reportKeysOf(entry)] : [],
  )
  const alike = keys.length === 0 ? [] : await run.query<AlikeRow>(reportsAlike(keys))
  const amended: AlikeRow[] = []
  for (const entry of entries) {
    if (entry.what !== 'amend') continue
    const rows = await run.query<Report>(reportById(entry.reportId))
    amended.push(...rows.map((row) => ({ ...row, contentHash: null, elsewhere: null })))
  }
  return [...alike, ...amended]
}

function byKeys(alike: readonly AlikeRow[]): Map<string, readonly Report[]> {
  const reports = new Map<string, readonly Report[]>()
  for (const { contentHash, elsewhere, ...report } of alike) {
    const keys = [...messageKeys({ ...report, contentHash }), ...(elsewhere === null ? [] : messageKeys(elsewhere))]
    noteKnownBy(reports, report, [report.id, ...keys])
  }
  return reports
}

/** Notes that a report is known by some keys; one that is noted already stays in its place. */
export function noteKnownBy(reports: Known['reports'], report: Report, keys: readonly string[]): void {
  for (const key of keys) {
    const list = reports.get(key) ?? []
    if (!list.some(({ id }) => id === report.id)) reports.set(key, [...list, report])
  }
}

/** Name of the source that an entry speaks for. */
export function sourceNameOf(entry: Entry): string | null {
  switch (entry.what) {
    case 'new':
      return entry.input.properties.source ?? null
    case 'report':
    case 'tell':
      return entry.report.source
    case 'correct':
    case 'amend':
    case 'merge':
    case 'unmerge':
    case 'link':
    case 'regrade':
    case 'hold':
    case 'undo':
      return null
  }
}
