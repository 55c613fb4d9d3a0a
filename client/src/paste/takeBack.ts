import type { IncidentFeature } from '@cordon/server/wire'
import type { Answer } from '../api/http.js'
import { correctIncident } from '../api/incidents.js'
import { amendReport, reportsOf, type ReportSaid } from '../api/reports.js'

/** What is to be taken back, or let stand again, and why. */
interface Undoing {
  readonly incidentId: string
  readonly said: Pick<ReportSaid, 'source' | 'title'>
  readonly isBack: boolean
  readonly reason: string
}

const notThere = {
  ok: false,
  failure: { kind: 'problem', status: 404, code: 'not-found', detail: null, errors: [], retryAfterSeconds: null },
} as const

/**
 * Withdraws the report that a confirmed draft became, or lets it stand again. An incident that nobody else tells is refuted
 * with it, so that whoever was told of it hears that it is not so.
 */
export async function takeBack({ incidentId, said, isBack, reason }: Undoing): Promise<Answer<IncidentFeature>> {
  const found = await reportsOf(incidentId)
  if (!found.ok) return found
  const own = found.value.items
    .filter((it) => it.sourceName === said.source && it.title === said.title && it.withdrawn !== isBack)
    .toSorted((a, b) => (a.recordedAt < b.recordedAt ? -1 : 1))
    .at(-1)
  if (own === undefined) return notThere
  const amended = await amendReport(own, { withdrawn: isBack, reason })
  const isAlone = found.value.items.every((it) => it.id === own.id || it.withdrawn)
  if (!amended.ok || !isAlone) return amended
  const override = isBack ? { status: 'refuted' as const, grade: null } : null
  return correctIncident(incidentId, { override, reason }, amended.value.properties.revision)
}
