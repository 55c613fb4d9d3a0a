import { setImmediate as breath } from 'node:timers/promises'
import { Inject, Injectable } from '@nestjs/common'
import {
  isOfUnit,
  mayStateUnit,
  statedChecker,
  unitReach,
  type IncidentContent,
  type PlaceIndex,
  type UnitReach,
} from '@cordon/alerts'
import { tagsWith } from './doubt-tag.js'
import { PlaceService } from './place.service.js'

/** So long units are measured before others get their turn. */
const atOnceMs = 10

interface Told {
  readonly geometry: { readonly coordinates: readonly number[] }
  readonly properties: {
    readonly locationPrecision?: IncidentContent['locationPrecision'] | null | undefined
    readonly place?: string | null | undefined
  }
}

interface Wide extends Told {
  /** How far its unit reaches, where its source says no radius. */
  readonly unitMetres?: number | undefined
  readonly properties: Told['properties'] & { readonly uncertaintyMetres?: number | null | undefined }
}

interface Tagged {
  readonly properties: { readonly tags?: readonly string[] | null | undefined }
}

/**
 * What speaks against the point of an incident, by the governorate that its source states: in a field of its own, or else
 * in its words for the place. Null where nothing does.
 */
export type DoubtOf = (told: Told, admin1: string | null | undefined) => string | null

/** Holds points against the governorates that their sources state. */
@Injectable()
export class PointCheck {
  private latest: { readonly index: PlaceIndex; readonly doubtOf: DoubtOf; readonly reachOf: UnitReach } | null = null

  constructor(@Inject(PlaceService) private readonly places: Pick<PlaceService, 'index'>) {}

  /** Some of what came in with a tag where its own words speak against its point; the gazetteer is asked only where they may. */
  async doubted<T extends Told & Tagged>(inputs: readonly T[]): Promise<readonly ReturnType<typeof withDoubt<T>>[]> {
    const states = ({ properties }: T) => mayStateUnit({ admin1: null, place: properties.place ?? null })
    if (!inputs.some(states)) return inputs
    const doubtOf = await this.doubtOf()
    return inputs.map((it) => withDoubt(it, doubtOf(it, null)))
  }

  /**
   * What came in, with how far its unit reaches where its source knows a governorate or a country and no more, and states no
   * radius; the gazetteer is asked only where one does. That stands beside what the source says, by which it is known again.
   */
  async covered<T extends Wide>(inputs: readonly T[]): Promise<readonly (T & Pick<Wide, 'unitMetres'>)[]> {
    if (!inputs.some(isBare)) return inputs
    const reachOf = await this.reachOf()
    const known: (T & Pick<Wide, 'unitMetres'>)[] = []
    let since = performance.now()
    for (const it of inputs) {
      known.push(withReach(it, reachOf))
      if (performance.now() - since < atOnceMs) continue
      await breath()
      since = performance.now()
    }
    return known
  }

  /** The check by the gazetteer as it is now. */
  async doubtOf(): Promise<DoubtOf> {
    return (await this.current()).doubtOf
  }

  /** How far units reach, by the gazetteer as it is now. */
  async reachOf(): Promise<UnitReach> {
    return (await this.current()).reachOf
  }

  private async current() {
    const index = await this.places.index()
    const latest =
      this.latest?.index === index ? this.latest : { index, doubtOf: doubtBy(index), reachOf: unitReach(index) }
    this.latest = latest
    return latest
  }
}

/** Whether it stands for a whole unit, and its source does not say how far that reaches. */
function isBare({ properties: { locationPrecision, uncertaintyMetres } }: Wide): boolean {
  return uncertaintyMetres == null && isOfUnit(locationPrecision)
}

function withReach<T extends Wide>(told: T, reachOf: UnitReach): T {
  const { locationPrecision } = told.properties
  if (!isBare(told) || !isOfUnit(locationPrecision)) return told
  const unitMetres = reachOf({ type: 'Point', coordinates: [...told.geometry.coordinates] }, locationPrecision)
  return { ...told, unitMetres }
}

/** What a gazetteer has against points. */
export function doubtBy(index: PlaceIndex): DoubtOf {
  const check = statedChecker(index)
  return ({ geometry, properties }, admin1) => {
    const stated = { admin1: admin1 ?? null, place: properties.place ?? null }
    // Where only the country is known, its middle stands for it and says nothing of a governorate.
    if (!mayStateUnit(stated) || properties.locationPrecision === 'country') return null
    const found = check({ type: 'Point', coordinates: [...geometry.coordinates] }, stated)
    return found === null || found.agrees ? null : found.finding
  }
}

/** Something told with a tag that says why its place needs a look; unchanged where nothing is said against it. */
export function withDoubt<T extends Tagged>(told: T, doubt: string | null) {
  if (doubt === null) return told
  // What comes back from an export of ours has the tag already.
  return { ...told, properties: { ...told.properties, tags: tagsWith(told.properties.tags ?? [], doubt) } }
}
