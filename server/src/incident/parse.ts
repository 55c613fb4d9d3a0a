import { checkReported, checkTimes, faultAt, finding } from '@cordon/alerts'
import { contentFrom } from '../ingest/content.js'
import { ok, wrong, type Result } from '../platform/result.js'
import { fieldErrors, incidentBatch, incidentInput, shown, type FieldError, type IncidentInput } from '../wire/index.js'

/** Reads one feature as an incident: shape by the wire's schema, times against the clock. */
export function parseIncident(feature: unknown, now: string): Parsed {
  const parsed = incidentInput.safeParse(feature)
  if (!parsed.success) return { ok: false, errors: fieldErrors(parsed.error, feature) }
  const reportedAt = parsed.data.properties.reportedAt ?? null
  const errors = [...checkTimes(contentFrom(parsed.data), now), ...checkReported(reportedAt, now)]
  if (errors.length === 0) return { ok: true, input: parsed.data }
  return { ok: false, errors: errors.map((it) => ({ ...it, path: `properties.${it.path}` })) }
}

/**
 * Reads one of many. Rows that are refused are kept with their reasons, as sentences alone: what a sentence says as data is
 * longer than it.
 */
export function parseRow(feature: unknown, now: string): Parsed {
  const parsed = parseIncident(feature, now)
  return parsed.ok ? parsed : { ok: false, errors: parsed.errors.map(sentence) }
}

function sentence({ path, message }: FieldError): FieldError {
  return { path, message }
}

export type Parsed =
  { readonly ok: true; readonly input: IncidentInput } | { readonly ok: false; readonly errors: readonly FieldError[] }

/** A feature of a collection that was not taken, by its place. */
export interface Refused {
  readonly index: number
  readonly errors: readonly FieldError[]
}

/** What a body brought: its incidents, and what was refused of it. */
export interface ParsedBody {
  readonly many: boolean
  readonly inputs: readonly IncidentInput[]
  readonly refused: readonly Refused[]
}

/** Reads a body that is one Feature, or a FeatureCollection whose bad features are named by their place. */
export function parseBody(body: unknown, now: string): Result<ParsedBody> {
  const type = typeof body === 'object' && body !== null && 'type' in body ? body.type : undefined
  if (type === 'FeatureCollection') return parseCollection(body, now)
  if (type === 'Feature') return parseOne(body, now)
  return wrong(faultAt('type', finding('asked.feature', { got: shown(type ?? body) })))
}

function parseOne(body: unknown, now: string): Result<ParsedBody> {
  const parsed = parseIncident(body, now)
  if (!parsed.ok) return wrong(...parsed.errors)
  return ok({ many: false, inputs: [parsed.input], refused: [] })
}

function parseCollection(body: unknown, now: string): Result<ParsedBody> {
  const batch = incidentBatch.safeParse(body)
  if (!batch.success) return wrong(...fieldErrors(batch.error, body))
  const parsed = batch.data.features.map((feature) => parseRow(feature, now))
  const refused = parsed.flatMap((it, index) =>
    it.ok ? [] : [{ index, errors: it.errors.map((error) => ({ ...error, path: within(index, error.path) })) }],
  )
  return ok({ many: true, inputs: parsed.flatMap((it) => (it.ok ? [it.input] : [])), refused })
}

function within(index: number, path: string): string {
  return path === '' ? `features[${index}]` : `features[${index}].${path}`
}
