import { createHash } from 'node:crypto'
import {
  defaultUncertaintyMetres,
  precisionOf,
  type Casualties,
  type IncidentContent,
  type TimePrecision,
} from '@cordon/alerts'
import type { IncidentInput } from '../wire/index.js'

/** An incident as its source states it, and beside that how far its unit reaches, where the source knows no more and says no radius. */
export type Stated = IncidentInput & { readonly unitMetres?: number | undefined }

/** What a source states, with the house's defaults for what it left out. */
export function contentFrom(input: Stated): IncidentContent {
  const { geometry, properties: said, unitMetres } = input
  const locationPrecision = said.locationPrecision ?? precisionOf(said.uncertaintyMetres ?? 0)
  return {
    kind: said.kind ?? 'event',
    type: said.type,
    title: said.title,
    summary: said.summary ?? null,
    severity: said.severity ?? 'unknown',
    status: said.status ?? 'unverified',
    point: { type: 'Point', coordinates: geometry.coordinates },
    uncertaintyMetres: said.uncertaintyMetres ?? unitMetres ?? defaultUncertaintyMetres(locationPrecision),
    locationPrecision,
    place: said.place ?? null,
    occurredFrom: said.occurredFrom,
    occurredTo: said.occurredTo ?? null,
    timePrecision: said.timePrecision ?? impliedPrecision(said.occurredFrom),
    actors: said.actors ?? [],
    targets: said.targets ?? [],
    casualties: attributed(said.casualties ?? [], said.source ?? null),
    tags: said.tags ?? [],
    exercise: said.exercise ?? false,
  }
}

/**
 * The content by which what comes again is known: a precision that its source leaves out counts as it did before it
 * followed from the radius, so that what was stored then is not stored, or told, a second time; nor is it because the
 * gazetteer says otherwise now how far a unit reaches.
 */
export function identityOf({ properties: said }: IncidentInput, content: IncidentContent): IncidentContent {
  const uncertaintyMetres = said.uncertaintyMetres ?? defaultUncertaintyMetres(content.locationPrecision)
  return { ...content, uncertaintyMetres, locationPrecision: said.locationPrecision ?? 'exact' }
}

/** A time of exactly midnight UTC is what a bare date reads as. */
function impliedPrecision(occurredFrom: string): TimePrecision {
  return occurredFrom.endsWith('T00:00:00.000Z') ? 'day' : 'exact'
}

/** A claim that names no source of its own is the reporting source's. */
export function attributed(claims: readonly Casualties[], source: string | null): readonly Casualties[] {
  return claims.map((claim) => ({ ...claim, source: claim.source ?? source }))
}

/** The id of a source: its name in lower case with dashes, whatever its script; of signs alone, a hash of them. */
export function sourceIdOf(name: string): string {
  const plain = name.normalize('NFKC').toLowerCase().trim()
  const slug = plain.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '')
  if (slug !== '') return slug
  return plain === '' ? 'unnamed' : `unnamed-${createHash('sha256').update(plain).digest('hex').slice(0, 16)}`
}
