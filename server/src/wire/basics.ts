import { z } from 'zod'
import { asking } from './asked.js'
import { credibilities, gradeOf, parseInstant, reliabilities } from '@cordon/alerts'

/** An identifier of ours; however it is written, it comes out as we write it: in lower case. */
export const uuid = z.uuid('Expected an identifier (UUID)').toLowerCase()

/** Longitude or latitude as GeoJSON has it. */
const longitude = z
  .number('Expected a longitude in degrees (number)')
  .min(-180, 'Expected a longitude between -180 and 180')
  .max(180, 'Expected a longitude between -180 and 180')
const latitude = z
  .number('Expected a latitude in degrees (number)')
  .min(-90, 'Expected a latitude between -90 and 90; positions are [longitude, latitude]')
  .max(90, 'Expected a latitude between -90 and 90; positions are [longitude, latitude]')

/** A GeoJSON position: longitude, latitude; an altitude is read and dropped. */
export const position = z
  .union(
    [z.tuple([longitude, latitude]), z.tuple([longitude, latitude, z.number()])],
    'Expected a position [longitude, latitude]',
  )
  .transform((it): [number, number] => [it[0], it[1]])

export const point = z.object(
  { type: z.literal('Point', 'Expected "Point"'), coordinates: position },
  'Expected a position: {"type": "Point", "coordinates": [longitude, latitude]}',
)

/** ISO 8601 with an offset, or a date alone; comes out in UTC with milliseconds. */
export const instant = z.string('Expected a time as ISO 8601 text').transform((text, context) => {
  const parsed = parseInstant(text)
  if (parsed.ok) return parsed.instant
  context.issues.push({ code: 'custom', ...asking('asked.time', {}), message: parsed.message, input: text })
  return z.NEVER
})

/** What a clock shows: `07:00`. */
export const localTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Expected a local time such as 07:00')

/** Text that says something: trimmed, no control characters but line breaks and tabs. */
export function text(max: number) {
  return z
    .string('Expected text')
    .trim()
    .min(1, 'Expected some text')
    .refine((it) => it === '' || visible.test(it), asking('asked.visible', {}))
    .max(max, `Expected at most ${max} characters`)
    .refine((it) => !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(it), asking('asked.controls', {}))
    .refine(isWhole, asking('asked.halves', {}))
}

/** Text that is told in one line: a title, or a name that goes into one. */
export function line(max: number) {
  return text(max).refine((it) => !/[\t\n\r\u0085\u2028\u2029]/.test(it), asking('asked.oneLine', {}))
}

/** Something other than spaces, marks of direction and joining, accents of nothing, and letters that are drawn as nothing. */
const visible = /[^\p{Default_Ignorable_Code_Point}\p{M}\p{Cf}\p{Z}\u115f\u1160\u2800\u3164\uffa0]/u

/** Whether a text is Unicode: half of a surrogate pair is no character and cannot be stored. */
export function isWhole(text: string): boolean {
  return !/\p{Surrogate}/u.test(text)
}

/** Reliability and credibility as one grade. */
export const grade = z.enum(
  reliabilities.flatMap((letter) => credibilities.map((digit) => gradeOf(letter, digit))),
  'Expected a grade such as B2',
)

export const metres = (max: number) =>
  z.number('Expected a number of metres').min(0, 'Expected 0 m or more').max(max, `Expected at most ${max} m`)

/** Number in a query string. */
export function queryNumber(low: number, high: number) {
  const said = `Expected a whole number between ${low} and ${high}`
  return z.preprocess(
    (it) => (typeof it === 'string' ? decimal(it) : it),
    z.number(said).int(said).min(low, said).max(high, said),
  )
}

/** A number as people write it; NaN for what is none: nothing at all, or digits of another base. */
export function decimal(text: string): number {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text.trim()) ? Number(text) : NaN
}

/** What a query says of one name: once, said again, separated by commas, or both. */
const querySaid = z
  .union([z.string(), z.array(z.string())])
  .transform((it) => [it].flat().flatMap((part) => part.split(',').map((each) => each.trim())))

/** Some of a list in a query. */
export function queryList<const T extends readonly string[]>(values: T) {
  return querySaid.pipe(z.array(z.enum(values, `Expected one of ${values.join(', ')}`)))
}

/** Some whole numbers in a query, each of them at most once. */
export function queryNumbers(low: number, high: number) {
  const said = `Expected whole numbers between ${low} and ${high}`
  const number = z.int(said).min(low, said).max(high, said)
  const each = z.array(number).max(high - low + 1, `Expected each number between ${low} and ${high} once`)
  return querySaid.transform((parts) => parts.map(decimal)).pipe(each)
}

/** Some texts in a query, one of them or said again; each as it is. */
export function textList(max: number) {
  return z
    .union([z.string(), z.array(z.string())])
    .transform((it) => (Array.isArray(it) ? it : [it]))
    .pipe(z.array(text(max)).min(1).max(20, 'Expected at most 20 of them'))
}

/** Several ids in a query, separated by commas or said again; each once. */
export function idList(most: number) {
  return z
    .union([z.string(), z.array(z.string())])
    .transform((it) => [...new Set((Array.isArray(it) ? it : it.split(',')).map((part) => part.trim()))])
    .pipe(z.array(uuid).min(1, 'Expected at least one id').max(most, `Expected at most ${most} ids`))
}

/** West, south, east, north; west > east crosses the antimeridian. */
export const boxOf = z
  .tuple([longitude, latitude, longitude, latitude], 'Expected four numbers: west,south,east,north')
  .refine(([, south, , north]) => south <= north, asking('asked.southNorth', {}))

/** `west,south,east,north`. */
export const bbox = z
  .string('Expected west,south,east,north')
  .transform((it) => it.split(',').map(decimal))
  .pipe(boxOf)

/** A page of a list: how many, and where the last page ended. */
export const paging = {
  limit: queryNumber(1, 1000).default(100),
  cursor: z.string().max(300).optional(),
}

/** A page of a list that is short: all of it, where no limit is asked for. */
export const wholePaging = z.strictObject({ ...paging, limit: paging.limit.unwrap().optional() })
export type WholePaging = z.output<typeof wholePaging>

/** GeoJSON features with where the next page starts, null on the last. */
export function featurePage<T extends z.ZodType>(feature: T) {
  return z.object({ type: z.literal('FeatureCollection'), features: z.array(feature), next: z.string().nullable() })
}

/** Items with where the next page starts, null on the last. */
export function itemPage<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().nullable() })
}

/** The id in a path. */
export const idParam = z.strictObject({ id: uuid })
