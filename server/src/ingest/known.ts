import type { Incident, Report, Source } from '@cordon/alerts'
import { incidentById, knownIncidents, reportByExternalId, reportsOf, sourcesById, type Runner } from '@cordon/db'
import { sourceIdOf } from './content.js'
import type { Entry } from './entry.js'

/** An incident as a batch works on it: what is stored, or what an earlier entry of the batch made of it. */
export interface Working {
  readonly incident: Incident
  readonly sourceId: string | null
  /** Hash of what its source said last; a repeat with the same hash changes nothing. */
  readonly contentHash: string
  readonly reports: readonly Report[]
}

/** What a batch needs to know before it drafts; drafting keeps it up to date for the entries that follow. */
export interface Known {
  readonly byId: Map<string, Working>
  readonly idByKey: Map<string, string>
  readonly sources: Map<string, Source>
  /** Reports that were stored before, by source and external id: the incident that they tell. */
  readonly reportKeys: Map<string, string>
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

/** Loads what the entries refer to: incidents by their source's id or ours, their reports, and the sources. */
export async function loadKnown(run: Runner, entries: readonly Entry[]): Promise<Known> {
  const [byKey, byId, sources, reportKeys] = await Promise.all([
    loadByKey(run, entries),
    loadById(run, entries),
    loadSources(run, entries),
    loadReportKeys(run, entries),
  ])
  const stored = [...byKey, ...byId]
  const reports = await loadReports(run, stored)
  const workingById = new Map(stored.map((row) => [row.body.id, working(row, reports)]))
  const keyed = stored.flatMap(({ body, sourceId }) =>
    sourceId === null || body.externalId === null ? [] : [[keyOf(sourceId, body.externalId), body.id] as const],
  )
  return { byId: workingById, idByKey: new Map(keyed), sources, reportKeys }
}

function working({ body, sourceId, contentHash }: Stored, reports: readonly Report[]): Working {
  return { incident: body, sourceId, contentHash, reports: reports.filter((report) => report.incidentId === body.id) }
}

async function loadByKey(run: Runner, entries: readonly Entry[]): Promise<readonly Stored[]> {
  const keys = entries.flatMap((entry) => {
    if (entry.what !== 'new') return []
    const { source, externalId } = entry.input.properties
    return externalId == null ? [] : [{ sourceId: sourceIdOf(source ?? ''), externalId }]
  })
  return keys.length === 0 ? [] : run.query<Stored>(knownIncidents(keys))
}

async function loadById(run: Runner, entries: readonly Entry[]): Promise<readonly Stored[]> {
  const ids = entries.flatMap((entry) => (entry.what === 'new' ? [] : [entry.id]))
  const found: Stored[] = []
  for (const id of new Set(ids)) found.push(...(await run.query<Stored>(incidentById(id))))
  return found
}

async function loadReports(run: Runner, stored: readonly Stored[]): Promise<readonly Report[]> {
  return stored.length === 0 ? [] : run.query<Report>(reportsOf(stored.map((row) => row.body.id)))
}

async function loadSources(run: Runner, entries: readonly Entry[]): Promise<Map<string, Source>> {
  const ids = new Set(entries.map(sourceNameOf).flatMap((name) => (name === null ? [] : [sourceIdOf(name)])))
  const sources = ids.size === 0 ? [] : await run.query<Source>(sourcesById([...ids]))
  return new Map(sources.map((source) => [source.id, source]))
}

async function loadReportKeys(run: Runner, entries: readonly Entry[]): Promise<Map<string, string>> {
  const keys = new Map<string, string>()
  for (const entry of entries) {
    if (entry.what !== 'report' || entry.report.externalId == null) continue
    const sourceId = sourceIdOf(entry.report.source)
    const [row] = await run.query<{ incidentId: string }>(reportByExternalId(sourceId, entry.report.externalId))
    if (row !== undefined) keys.set(keyOf(sourceId, entry.report.externalId), row.incidentId)
  }
  return keys
}

/** Name of the source that an entry speaks for. */
export function sourceNameOf(entry: Entry): string | null {
  if (entry.what === 'new') return entry.input.properties.source ?? null
  return entry.what === 'report' ? entry.report.source : null
}
