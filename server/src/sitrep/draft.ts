import { isMonth, sitrepCanon, type Actor, type Instant, type Sitrep, type SitrepSaid } from '@cordon/alerts'
import { createHash } from 'node:crypto'

/** A report as it begins: a draft that somebody has drawn up. */
export function draftOf(
  said: SitrepSaid,
  { id, by, at }: { readonly id: string; readonly by: Actor; readonly at: Instant },
): Sitrep {
  return hashed({
    ...said,
    ...{ id, revision: 1, state: 'draft' },
    ...{ madeBy: by, madeAt: at, changedBy: by, changedAt: at, signedBy: null, signedAt: null },
  })
}

export function hashed(it: Omit<Sitrep, 'hash'>): Sitrep {
  return { ...it, hash: createHash('sha256').update(sitrepCanon(it)).digest('hex') }
}

/** Nobody has named it yet: its period does. */
export function titleOf(period: Pick<Sitrep, 'from' | 'until'>): string {
  const { from, until } = period
  return isMonth(period) ? from.slice(0, 7) : `${from.slice(0, 10)} – ${until.slice(0, 10)}`
}
