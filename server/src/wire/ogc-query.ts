import { instantMs, instantOf, parseInstant } from '@cordon/alerts'
import { z } from 'zod'
import { asking } from './asked.js'
import { boxOf, decimal } from './basics.js'

/* Parameters as OGC API Features has them: what is wrong is refused, what is more than we give at once is not. */

/** Most features of one page. */
export const mostFeatures = 1000

/** How many features; whoever asks for more than a page holds gets a page. */
export const featureLimit = z.coerce
  .number('Expected a whole number of features')
  .int('Expected a whole number of features')
  .min(1, 'Expected at least 1 feature')
  .transform((it) => Math.min(it, mostFeatures))
  .default(100)
  .meta({ type: 'integer', minimum: 1, maximum: mostFeatures, default: 100, description: 'Most features of a page' })

const edges = z
  .string('Expected west,south,east,north')
  .transform((text) => text.split(',').map((it) => decimal(it)))
  .refine((them) => [4, 6].includes(them.length) && them.every(Number.isFinite), asking('ogc.box', {}))

/** West, south, east, north; of six numbers the heights are read and dropped: what we have lies on the ground. */
export const featureBox = edges
  .transform((them) => (them.length === 6 ? [0, 1, 3, 4].map((at) => them[at]) : them))
  .pipe(boxOf)
  .meta({
    type: 'array',
    items: { type: 'number' },
    oneOf: [
      { minItems: 4, maxItems: 4 },
      { minItems: 6, maxItems: 6 },
    ],
    description: 'WGS 84 longitude and latitude; a west that lies east of the east crosses the antimeridian',
  })

/** From when to before when; null where it is open. */
export interface Interval {
  readonly from: string | null
  readonly to: string | null
}

/** A moment or an interval with both its ends, in RFC 3339; open with `..` or nothing. A date alone is the whole day. */
export const featureTime = z
  .string('Expected a time')
  .transform((text, context): Interval => {
    const read = intervalOf(text)
    if (!('message' in read)) return read
    context.issues.push({ code: 'custom', ...read, input: text })
    return z.NEVER
  })
  .meta({
    description:
      'A time, or an interval such as 2021-11-08T00:00:00Z/2021-11-09T12:00:00Z, 2021-11-08T00:00:00Z/.. or ../2021-11-09T12:00:00Z. An incident counts by when it began.',
  })

const expected = asking('ogc.interval', {})

type Wrong = ReturnType<typeof asking>

/** The interval, or what is wrong. */
function intervalOf(text: string): Interval | Wrong {
  const ends = text.split('/')
  const [first = '', last = first] = ends
  if (ends.length > 2 || (isOpen(first) && isOpen(last))) return expected
  const from = isOpen(first) ? null : spanOf(first)
  const to = isOpen(last) ? null : spanOf(last)
  if (from !== null && 'message' in from) return from
  if (to !== null && 'message' in to) return to
  if (from !== null && to !== null && from.begins > to.begins) return asking('ogc.backwards', {})
  return {
    from: from === null ? null : instantOf(from.begins),
    to: to === null || to.ends > lastMs ? null : instantOf(to.ends),
  }
}

function isOpen(end: string): boolean {
  return end === '' || end === '..'
}

const dayMs = 86_400_000
/** Nothing is later: a year of five digits is no time here. */
const lastMs = instantMs('9999-12-31T23:59:59.999Z')

/** From when to before when a time is, in milliseconds; our times are told to one. Or what is wrong with it. */
function spanOf(text: string): { readonly begins: number; readonly ends: number } | Wrong {
  const parsed = parseInstant(text)
  if (!parsed.ok) return { ...asking('asked.time', {}), message: parsed.message }
  const begins = instantMs(parsed.instant)
  return { begins, ends: begins + (parsed.dateOnly ? dayMs : 1) }
}
