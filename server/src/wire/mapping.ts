import {
  credibilities,
  incidentKinds,
  isTimeZone,
  locationPrecisions,
  severities,
  judgedStatuses,
  timeFormats,
  timePrecisions,
  type RecordMapping,
} from '@cordon/alerts'
import { z } from 'zod'
import { asking } from './asked.js'
import { typeKeys } from './incident-input.js'

const field = z.string().min(1, 'Expected the name of a column or a path').max(300)
const fields = z.array(field).max(20, 'Expected at most 20 fields')
/** What a mapping leaves out is not told by the record. */
const orNull = <T extends z.ZodType>(schema: T) =>
  z
    .union([schema, z.null()])
    .optional()
    .transform((it) => it ?? null)

const text = z.union([
  z.strictObject({ from: fields }),
  z.strictObject({ template: z.string().min(1).max(500) }),
  z.strictObject({ constant: z.string().min(1).max(500) }),
])
const list = z.strictObject({ from: fields, separators: z.string().max(10).default(';|') })
const count = z.strictObject({ low: fields.default([]), best: fields.default([]), high: fields.default([]) })
const flag = z.strictObject({ from: fields, yes: z.array(z.string().max(100)).max(50) })
const time = z.strictObject({
  from: fields,
  clock: fields.default([]),
  format: z.enum(timeFormats, `Expected one of ${timeFormats.join(', ')}`).default('iso'),
  zone: z.string().max(60).refine(isTimeZone, asking('asked.timeZone', {})).default('UTC'),
})

/** A word, or a table of words, of one of our lists. */
function code<const T extends readonly [string, ...string[]]>(words: T) {
  const word = z.enum(words, `Expected one of ${words.join(', ')}`)
  const table = z
    .record(z.string().max(200), word)
    .refine((it) => Object.keys(it).length <= 1000, asking('asked.many', { mostCount: 1000 }))
  return z.union([
    z.strictObject({ constant: word }),
    z.strictObject({ from: fields, table, otherwise: word.nullable().default(null) }),
  ])
}

const step = z.strictObject({ atLeast: z.number(), is: z.enum(severities) })
const scale = z.strictObject({
  from: fields,
  steps: z.array(step).max(20),
  otherwise: z.enum(severities).default('unknown'),
})
const position = z.union([
  z.strictObject({ how: z.literal('fields'), longitude: fields, latitude: fields }),
  z.strictObject({ how: z.literal('pair'), from: fields, order: z.enum(['lon-lat', 'lat-lon']) }),
  z.strictObject({ how: z.literal('geometry'), from: fields }),
])
const radius = z.union([
  z.strictObject({ from: fields, table: z.record(z.string().max(200), z.number().positive()) }),
  z.strictObject({ from: fields, factor: z.number().positive().default(1) }),
])
const [firstType = 'other', ...otherTypes] = typeKeys

/** Which field of a foreign record tells which property of an incident. */
export const recordMapping: z.ZodType<RecordMapping> = z.strictObject({
  name: z.string().trim().min(1).max(200),
  records: orNull(field),
  decimal: z.enum(['point', 'comma']).default('point'),
  id: orNull(text),
  title: text,
  summary: orNull(text),
  type: code([firstType, ...otherTypes]),
  kind: orNull(code(incidentKinds)),
  severity: orNull(z.union([code(severities), scale])),
  status: orNull(code(judgedStatuses)),
  position: orNull(position),
  place: orNull(text),
  admin1: orNull(text),
  uncertaintyMetres: orNull(radius),
  locationPrecision: orNull(code(locationPrecisions)),
  occurredFrom: time,
  occurredTo: orNull(time),
  timePrecision: orNull(code(timePrecisions)),
  actors: orNull(list),
  targets: orNull(list),
  tags: orNull(list),
  killed: orNull(count),
  injured: orNull(count),
  casualtyWords: orNull(text),
  casualtySource: orNull(text),
  exercise: orNull(flag),
  source: orNull(text),
  credibility: orNull(code(credibilities)),
  origin: orNull(text),
  link: orNull(text),
  reportedAt: orNull(time),
  updatedAt: orNull(time),
  deleted: orNull(flag),
})
