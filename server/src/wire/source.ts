import { reliabilities, sourceKinds, type Source } from '@cordon/alerts'
import { z } from 'zod'

const source = {
  id: z.string(),
  name: z.string(),
  kind: z.enum(sourceKinds),
  reliability: z.enum(reliabilities),
}

/** A source after a change of what is held of it. */
export const sourceChangedOut = z
  .object({
    ...source,
    /** Incidents that it told, whose grade is derived anew; 0 where its reliability stays. */
    regrading: z.int(),
  })
  .meta({ id: 'SourceChanged' })
export type SourceChanged = z.output<typeof sourceChangedOut>

/** A source with how much it reported of late. */
export interface SourceListed extends Source {
  /** Reports of the last 30 days. */
  readonly recentReports: number
  /** When the last of these came in; null where none did. */
  readonly lastReportAt: string | null
}

export const sourceListedOut = z
  .object({ ...source, recentReports: z.int(), lastReportAt: z.string().nullable() })
  .meta({ id: 'SourceListed' })

export const sourceRevisionOut = z
  .object({
    revision: z.int(),
    reliability: z.enum(reliabilities),
    kind: z.enum(sourceKinds),
    reliabilityBefore: z.enum(reliabilities),
    kindBefore: z.enum(sourceKinds),
    at: z.string(),
    by: z.string(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'SourceRevision' })
/** One change of what is held of a source. */
export type SourceRevision = z.output<typeof sourceRevisionOut>
