import type { Report, Source } from '@cordon/alerts'
import type { ReportRow } from '@cordon/db'
import { sourceIdOf } from './content.js'
import type { Desk } from './desk.js'
import type { Known } from './known.js'

/** The parts of a message that a report keeps. */
interface Message {
  readonly title: string
  readonly text?: string | null | undefined
  readonly credibility?: Report['credibility'] | null | undefined
  readonly origin?: string | null | undefined
  readonly externalId?: string | null | undefined
  readonly link?: string | null | undefined
  readonly reportedAt?: string | null | undefined
  readonly claims?: Report['claims'] | null | undefined
  readonly contentHash?: string | null | undefined
}

/** A source by its name; one that was never heard of cannot be judged. */
export function sourceOf(name: string, { sources }: Known): { readonly source: Source; readonly isNew: boolean } {
  const id = sourceIdOf(name)
  const source = sources.get(id)
  if (source !== undefined) return { source, isNew: false }
  return { source: { id, kind: 'other', name, reliability: 'F' }, isNew: true }
}

/** A message as a report of an incident. */
export function reportFrom(message: Message, source: Source, { id, desk }: { id: string; desk: Desk }): ReportRow {
  return {
    id: desk.newId(),
    link: message.link ?? null,
    text: message.text ?? null,
    title: message.title,
    claims: message.claims ?? [],
    origin: message.origin ?? null,
    revision: 1,
    sourceId: source.id,
    withdrawn: false,
    externalId: message.externalId ?? null,
    incidentId: id,
    recordedAt: desk.now,
    reportedAt: message.reportedAt ?? desk.now,
    sourceName: source.name,
    contentHash: message.contentHash ?? null,
    credibility: message.credibility ?? '6',
    reliability: source.reliability,
    reliabilityThen: source.reliability,
  }
}
