import { Inject, Injectable } from '@nestjs/common'
import { admin1Checker, type IncidentContent, type PlaceIndex } from '@cordon/alerts'
import { PlaceService } from './place.service.js'

/** What tags begin with that say why a place needs a look. */
export const placeCheckTag = 'place-check'
const longestTag = 200
const mostTags = 50

interface Told {
  readonly geometry: { readonly coordinates: readonly [number, number] }
  readonly properties: { readonly locationPrecision?: IncidentContent['locationPrecision'] | null | undefined }
}

/** What speaks against the point of an incident, given the governorate that its source states; null where nothing does. */
export type DoubtOf = (told: Told, admin1: string | null | undefined) => string | null

/** Holds points against the governorates that their sources state. */
@Injectable()
export class PointCheck {
  private latest: { readonly index: PlaceIndex; readonly doubtOf: DoubtOf } | null = null

  constructor(@Inject(PlaceService) private readonly places: Pick<PlaceService, 'index'>) {}

  /** The check by the gazetteer as it is now. */
  async doubtOf(): Promise<DoubtOf> {
    const index = await this.places.index()
    if (this.latest?.index !== index) this.latest = { index, doubtOf: doubtBy(index) }
    return this.latest.doubtOf
  }
}

/** What a gazetteer has against points. */
export function doubtBy(index: PlaceIndex): DoubtOf {
  const check = admin1Checker(index)
  return ({ geometry, properties }, admin1) => {
    // Where only the country is known, its middle stands for it and says nothing of a governorate.
    if (admin1 == null || admin1.trim() === '' || properties.locationPrecision === 'country') return null
    const found = check({ type: 'Point', coordinates: [...geometry.coordinates] }, admin1)
    return found === null || found.agrees ? null : found.finding
  }
}

/** Something told with a tag that says why its place needs a look; unchanged where nothing is said against it. */
export function withDoubt<T extends { readonly properties: { readonly tags?: readonly string[] | null | undefined } }>(
  told: T,
  doubt: string | null,
) {
  if (doubt === null) return told
  const others = (told.properties.tags ?? []).slice(0, mostTags - 1)
  const tag = `${placeCheckTag}: ${doubt}`
  const tags = [...others, tag.length > longestTag ? `${tag.slice(0, longestTag - 1)}…` : tag]
  return { ...told, properties: { ...told.properties, tags } }
}
