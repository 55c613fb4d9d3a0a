import { say } from '@cordon/alerts'
import type { Severity } from '@cordon/alerts'
import type { FieldError } from '../../wire/index.js'
import { clip } from './mapping.js'
import { emptyPage, type Draft, type ReadContext, type ReadPayload, type Told } from './page.js'
import { momentAt } from './rss.js'
import { settle } from './settle.js'
import { recordsOf, toldOf } from './teller.js'
import { unread, type FeedRecord } from './told-record.js'

type Json = Readonly<Record<string, unknown>>

/** The feed does not state how exact an epicentre is; catalogues put most of them within some kilometres. */
const uncertaintyMetres = 5_000

/** USGS earthquake GeoJSON: `id`, `updated`, `status` (`deleted` withdraws). An event that is no longer listed is only old. */
export function readUsgs(value: unknown, context: ReadContext): ReadPayload {
  const features =
    isJson(value) && value['type'] === 'Feature' ? [value] : isJson(value) ? value['features'] : undefined
  if (!Array.isArray(features)) {
    return { ok: false, message: say('read.noCollection', {}) }
  }
  const metadata = isJson(value) && isJson(value['metadata']) ? value['metadata'] : {}
  return {
    ok: true,
    page: {
      ...emptyPage,
      ...settle(toldOf(recordsOf(features), toldOfRecord), context),
      madeAt: instant(metadata['generated']),
    },
  }
}

function toldOfRecord(found: FeedRecord): Told {
  return 'record' in found ? toldOfQuake(found.record) : unread(found)
}

function toldOfQuake(feature: unknown): Told {
  const raw = () => JSON.stringify(feature, null, 1)
  const id = isJson(feature) && typeof feature['id'] === 'string' ? feature['id'] : null
  const said = isJson(feature) && isJson(feature['properties']) ? feature['properties'] : null
  if (id === null || said === null) {
    return {
      refused: [id === null ? lacks('id', 'expected.quakeId') : lacks('properties', 'expected.quake')],
      externalId: id,
      raw,
    }
  }
  const withdrawn = said['status'] === 'deleted'
  const geometry = isJson(feature) && isJson(feature['geometry']) ? feature['geometry'] : null
  const draft = withdrawn && instant(said['time']) === null ? null : draftOf(said, geometry)
  return {
    externalId: id,
    updatedAt: instant(said['updated']),
    withdrawn,
    draft: geometry === null && withdrawn ? null : draft,
    raw,
  }
}

function lacks(path: string, expected: 'expected.quakeId' | 'expected.quake'): FieldError {
  return { path, message: say('refused.missing', { expected: say(expected, {}) }) }
}

function draftOf(said: Json, geometry: Json | null): Draft {
  const coordinates = geometry?.['coordinates']
  const magnitude = typeof said['mag'] === 'number' ? said['mag'] : null
  const kind = typeof said['type'] === 'string' ? said['type'] : 'earthquake'
  return {
    coordinates: Array.isArray(coordinates) ? coordinates.slice(0, 2).map(Number) : null,
    properties: {
      type: kind === 'earthquake' ? 'natural-hazard' : 'other',
      title: clip(textOf(said['title']) ?? textOf(said['place']) ?? kind, 300),
      severity: severityOf(magnitude),
      occurredFrom: instant(said['time']) ?? undefined,
      timePrecision: 'exact',
      locationPrecision: 'near',
      uncertaintyMetres,
      place: textOf(said['place']),
      tags: [kind, ...(said['tsunami'] === 1 ? ['tsunami'] : [])],
      link: typeof said['url'] === 'string' ? said['url'] : null,
    },
  }
}

/** Moment magnitude, by what it usually does to buildings nearby. */
function severityOf(magnitude: number | null): Severity {
  if (magnitude === null) return 'unknown'
  if (magnitude >= 7) return 'extreme'
  if (magnitude >= 6) return 'severe'
  return magnitude >= 5 ? 'moderate' : 'minor'
}

function instant(ms: unknown): string | null {
  return typeof ms === 'number' ? momentAt(ms) : null
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? clip(value, 500) : null
}

function isJson(it: unknown): it is Json {
  return typeof it === 'object' && it !== null && !Array.isArray(it)
}
