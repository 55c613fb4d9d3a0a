import { distanceMetres, say } from '@cordon/alerts'
import { createHash } from 'node:crypto'
import { parseRow } from '../../incident/parse.js'
import type { FieldError } from '../../wire/index.js'
import {
  exerciseEnded,
  type Draft,
  type FeedItem,
  type FeedPage,
  type ReadContext,
  type Refusal,
  type Told,
  type Unplaced,
} from './page.js'

/** How much of a rejected item is kept as its source wrote it. */
const rawLimit = 16_384
/** Refusals of one payload that are kept; a broken file of many is broken in one way. */
const mostRefusals = 1_000
/** How far ahead of ours a source's clock may be before its words about time are refused. */
const aheadMs = 24 * 3_600_000

/**
 * Checks what a reader has told: each item comes out as one that can be taken, as one whose place is to be looked up, or
 * as a refusal with its reasons.
 */
export function settle(told: Iterable<Told>, context: ReadContext): Settled {
  const settling = new Settling(context)
  for (const it of told) settling.take(it)
  return settling.settled()
}

type Settled = Pick<FeedPage, 'items' | 'unplaced' | 'refusals'>

/** Checks one after another, as they come out of a stream. */
export class Settling {
  private readonly items: FeedItem[] = []
  private readonly unplaced: Unplaced[] = []
  private readonly refusals: Refusal[] = []
  private more = 0

  constructor(private readonly context: ReadContext) {}

  take(told: Told): void {
    const settled = settleOne(told, this.context)
    if ('errors' in settled && this.refusals.length >= mostRefusals) this.more++
    else if ('errors' in settled) this.refusals.push(settled)
    else if ('places' in settled) this.unplaced.push(settled)
    else this.items.push(settled)
  }

  settled(): Settled {
    const { items, unplaced, refusals, more } = this
    return { items, unplaced, refusals: more === 0 ? refusals : [...refusals, moreRefused(more)] }
  }
}

function moreRefused(more: number): Refusal {
  const message = say('refused.more', { count: more })
  return { externalId: null, raw: '', draft: null, errors: [{ path: '', message }] }
}

function settleOne(told: Told, context: ReadContext): FeedItem | Unplaced | Refusal {
  const { externalId } = told
  const refuse = (errors: readonly FieldError[], draft: Draft | null): Refusal => ({
    externalId,
    raw: told.raw().slice(0, rawLimit),
    draft: draft === null ? null : featureOf(draft, externalId, context),
    errors,
  })
  if ('refused' in told) return refuse(told.refused, told.draft ?? null)
  const { draft, aliases = [], refers = [], withdrawn = false, places = [], fieldOf = (path) => path } = told
  const updatedAt = notAhead(told.updatedAt, context.now)
  if (updatedAt === 'ahead') return refuse([ahead(told.updatedAt ?? '', context.now)], draft)
  const about = { externalId: told.externalId, aliases, refers, updatedAt, withdrawn }
  if (draft === null) return { ...about, input: null, hash: told.endsExercise === true ? exerciseEnded : 'withdrawn' }
  if (draft.coordinates === null && places.length > 0)
    return { about, draft, places, admin1: told.admin1 ?? null, raw: told.raw().slice(0, rawLimit) }
  const named = (it: FieldError) => ({ ...it, path: fieldOf(it.path) })
  const errors = placeErrors(draft, context)
  if (errors.length > 0) return refuse(errors.map(named), draft)
  const feature = featureOf(
    { ...draft, properties: { reportedAt: updatedAt, ...draft.properties } },
    externalId,
    context,
  )
  const parsed = parseRow(feature, context.now)
  if (!parsed.ok) return refuse(parsed.errors.map(named), draft)
  const { reportedAt: _, ...content } = parsed.input.properties
  return {
    ...about,
    admin1: told.admin1 ?? null,
    input: parsed.input,
    hash: hashOf([parsed.input.geometry, content, withdrawn]),
  }
}

function featureOf({ coordinates, properties }: Draft, externalId: string | null, { source }: ReadContext): unknown {
  const geometry = coordinates === null ? null : { type: 'Point', coordinates }
  return { type: 'Feature', geometry, properties: { ...properties, source, externalId } }
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url')
}

/** A clock that is a little ahead is taken for ours; one that is a day ahead is not believed. */
function notAhead(updatedAt: string | null, now: string): string | null {
  if (updatedAt === null) return null
  const aheadBy = Date.parse(updatedAt) - Date.parse(now)
  if (aheadBy > aheadMs) return 'ahead'
  return aheadBy > 0 ? now : updatedAt
}

function ahead(updatedAt: string, now: string): FieldError {
  return { path: 'updated', message: say('read.ahead', { now, got: updatedAt }) }
}

/** No position, one outside the Earth, or one that fits the feed's area only with its two numbers exchanged. */
function placeErrors({ coordinates }: Draft, context: ReadContext): readonly FieldError[] {
  const path = 'geometry'
  if (coordinates === null) return [{ path, message: say('refused.noPosition', {}) }]
  const [longitude = NaN, latitude = NaN] = coordinates
  if (!Number.isFinite(longitude) || !Number.isFinite(latitude)) {
    return [
      { path, message: say('refused.expected', { expected: say('expected.lonLat', {}), got: coordinates.join(', ') }) },
    ]
  }
  const isOnEarth = Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90
  const swapped: readonly [number, number] = [latitude, longitude]
  const fitsSwapped = Math.abs(longitude) <= 90 && isInside(swapped, context)
  if (isOnEarth && (!fitsSwapped || isInside([longitude, latitude], context))) return []
  const isSwapped = fitsSwapped || (!isOnEarth && Math.abs(longitude) <= 90)
  const told = { expected: say('expected.position', {}), got: `${longitude}, ${latitude}` }
  return [{ path, message: say(isSwapped ? 'read.swapped' : 'refused.expected', told) }]
}

function isInside(position: readonly [number, number], { point, radiusMetres }: ReadContext): boolean {
  return distanceMetres(position, point.coordinates) <= radiusMetres
}
