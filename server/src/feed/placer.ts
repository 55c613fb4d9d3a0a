import { setImmediate as breath } from 'node:timers/promises'
import { Inject, Injectable } from '@nestjs/common'
import { distanceMetres, mayStateUnit, say, type Placing, type PlacePosition } from '@cordon/alerts'
import { PlaceService } from '../place/place.service.js'
import { PointCheck, withDoubt } from '../place/point-check.js'
import type { FieldError } from '../wire/index.js'
import { covering } from './read/area.js'
import type { Draft, FeedItem, FeedPage, ReadContext, Refusal, Unplaced } from './read/page.js'
import { settle } from './read/settle.js'

/** Candidates that a person is shown to choose from. */
const shown = 4

type Placed = { readonly ok: true; readonly draft: Draft } | { readonly ok: false; readonly error: FieldError }

/** Places what a feed tells by name alone. What may mean two places is left to a person, never placed. */
@Injectable()
export class Placer {
  constructor(
    @Inject(PlaceService) private readonly places: Pick<PlaceService, 'resolve'>,
    @Inject(PointCheck) private readonly points: PointCheck,
  ) {}

  async place(page: FeedPage, context: ReadContext): Promise<FeedPage> {
    const known = new Map<string, Placing>()
    const items = [...(await this.covered(await this.checked(page.items)))]
    const refusals = [...page.refusals]
    for (const it of page.unplaced) {
      const placed = await this.one(it, context, known)
      if (!placed.ok) refusals.push(refusalOf(it, placed.error, context))
      else {
        const told = { ...it.about, draft: placed.draft, raw: () => it.raw }
        const settled = settle([told], context)
        items.push(...settled.items)
        refusals.push(...settled.refusals)
      }
    }
    return { ...page, items, refusals, unplaced: [] }
  }

  /**
   * What states a governorate in which its point does not lie comes in with a tag that says so: to hold it back until
   * somebody has looked would be a false calm.
   */
  private async checked(items: readonly FeedItem[]): Promise<readonly FeedItem[]> {
    if (items.every(({ input, admin1 }) => input === null || !mayStateUnit(statedOf(input, admin1)))) return items
    const doubtOf = await this.points.doubtOf()
    return items.map((it) =>
      it.input === null ? it : { ...it, input: withDoubt(it.input, doubtOf(it.input, it.admin1)) },
    )
  }

  /** What is known to a governorate or a country alone is as wide as that. */
  private async covered(items: readonly FeedItem[]): Promise<readonly FeedItem[]> {
    const inputs = (await this.points.covered(items.flatMap(({ input }) => input ?? []))).values()
    return items.map((it) => (it.input === null ? it : { ...it, input: inputs.next().value ?? it.input }))
  }

  private async one(it: Unplaced, context: ReadContext, known: Map<string, Placing>): Promise<Placed> {
    const positions: PlacePosition[] = []
    for (const name of it.places) {
      const placing = await this.resolve(name, it.admin1, known)
      const asked = questionOf(name, placing, context)
      if (asked !== null) return { ok: false, error: { path: 'place', message: asked } }
      if (placing.position !== null) positions.push(placing.position)
    }
    return { ok: true, draft: placedDraft(it.draft, positions) }
  }

  /** Each name is looked up once a page, and others get their turn between two. */
  private async resolve(name: string, admin1: string | null, known: Map<string, Placing>): Promise<Placing> {
    const key = JSON.stringify([name, admin1])
    const found = known.get(key)
    if (found !== undefined) return found
    await breath()
    const placing = await this.places.resolve(name, { admin1, limit: shown })
    known.set(key, placing)
    return placing
  }
}

function statedOf(input: NonNullable<FeedItem['input']>, admin1: string | null | undefined) {
  return { admin1: admin1 ?? null, place: input.properties.place ?? null }
}

/** Why somebody has to say where it is; null where it is clear. */
function questionOf(name: string, { verdict, candidates, position, checks }: Placing, context: ReadContext) {
  const text = name.slice(0, 120)
  if (verdict === 'none') return say('refused.placeUnknown', { text })
  if (verdict === 'ambiguous') {
    const options = candidates.map(({ place }) => [place.name, place.admin1].filter(Boolean).join(', '))
    return options.length === 0 ? say('refused.placeUnclear', { text }) : say('refused.placeMayBe', { text, options })
  }
  const odd = checks.find(({ agrees }) => !agrees)
  if (odd !== undefined) return say('refused.placeDoubted', { text, why: odd.finding })
  const { point, radiusMetres } = context
  const awayMetres = distanceMetres(position.point.coordinates, point.coordinates)
  if (awayMetres <= radiusMetres + position.uncertaintyMetres) return null
  return say('refused.placeFar', { text, awayMetres })
}

/** One place as it is known; several as the disc that covers them all. */
function placedDraft(draft: Draft, positions: readonly PlacePosition[]): Draft {
  const disc = covering(
    positions.map(({ point, uncertaintyMetres }) => {
      const [longitude = 0, latitude = 0] = point.coordinates
      return { coordinates: [longitude, latitude], radiusMetres: uncertaintyMetres } as const
    }),
  )
  const stated = draft.properties['uncertaintyMetres']
  const uncertaintyMetres = Math.max(disc?.radiusMetres ?? 0, typeof stated === 'number' ? stated : 0)
  const locationPrecision = positions.length === 1 ? positions[0]?.locationPrecision : 'area'
  const properties = { ...draft.properties, uncertaintyMetres, locationPrecision }
  return { coordinates: disc?.coordinates ?? null, properties }
}

function refusalOf({ about, draft, raw }: Unplaced, error: FieldError, { source }: ReadContext): Refusal {
  const { externalId } = about
  const properties = { ...draft.properties, source, externalId }
  return { externalId, raw, draft: { type: 'Feature', geometry: null, properties }, errors: [error] }
}
