import { canonical, contentOf, type Report } from '@cordon/alerts'
import type { ReportKeys } from '@cordon/db'
import { createHash } from 'node:crypto'
import type { IncidentInput, ReportInput } from '../wire/index.js'
import { contentFrom, identityOf, sourceIdOf } from './content.js'

/** A report as it is told, for an incident that is known or with what happened. */
type Told =
  | { readonly what: 'report'; readonly id: string; readonly report: ReportInput }
  | { readonly what: 'tell'; readonly report: ReportInput; readonly incident: IncidentInput }

/** What a message may be known again by: its source's own id, its link, or exactly the same words of the same thing. */
export function reportKeysOf(told: Told): ReportKeys {
  const { report } = told
  return {
    sourceId: sourceIdOf(report.source),
    externalId: report.externalId ?? null,
    // To an incident that is known, one page may bring several reports; only a message that tells by itself joins by it.
    link: told.what === 'tell' ? (report.link ?? null) : null,
    contentHash: hashOf(told),
  }
}

/** The hash of what a message says: of the same words on the same thing, whoever sends them; of one source to one incident. */
export function hashOf(told: Told): string {
  const { title, text, claims, casualties } = told.report
  const words = [title, text ?? null].map((it) => it?.replace(/\s+/g, ' ').trim() ?? null)
  const of =
    told.what === 'tell'
      ? statedOf(told.incident)
      : [told.id, sourceIdOf(told.report.source), claims ?? [], casualties ?? [], told.report.link ?? null]
  return createHash('sha256')
    .update(canonical([words, of]))
    .digest('hex')
}

/** What a message states of the incident, but for what differs by who tells it. */
function statedOf(incident: IncidentInput): object {
  const content = identityOf(incident, contentFrom(incident))
  const { casualties: _claimed, summary: _words, title: _title, ...stated } = contentOf(content)
  return stated
}

/** The keys of a stored report, as texts; the most telling first. */
export function messageKeys(
  keys: Pick<Report, 'sourceId' | 'externalId' | 'link'> & { readonly contentHash: string | null },
): readonly string[] {
  const { sourceId, externalId, link, contentHash } = keys
  return [
    ...(externalId === null ? [] : [`id ${sourceId} ${externalId}`]),
    ...(link === null ? [] : [`link ${link}`]),
    ...(contentHash === null ? [] : [`words ${contentHash}`]),
  ]
}
