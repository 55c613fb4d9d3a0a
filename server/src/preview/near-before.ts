import { certaintyOf, firstInstant, type Instant, type Zone } from '@cordon/alerts'
import type { Runner } from '@cordon/db'
import { ok, type Result } from '../platform/result.js'
import { prepare } from '../zone/content.js'
import { pastOf } from './past.js'
import { Shape } from './shape.js'
import type { Span } from './zone-past.js'

/** Of what lies around a zone, the newest of so many are measured. */
const looked = 1_000

/** When something was near a zone, the last time before a span; null where nothing was. */
export async function nearBefore(zone: Zone, { from, imported }: Span, run: Runner): Promise<Result<Instant | null>> {
  const prepared = await prepare(zone.geometry, run)
  if (!prepared.ok) return prepared
  const shape = await Shape.of(zone, prepared.value, run)
  const asked = {
    from: firstInstant,
    until: from,
    imported,
    moved: false,
    wording: false,
    messages: false,
    limit: looked,
  }
  const { revisions } = await pastOf(shape, asked, run)
  const last = revisions.findLast(({ measure }) => measure !== null && certaintyOf(measure) !== 'none')
  return ok(last?.at ?? null)
}
