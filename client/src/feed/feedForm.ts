import type { Feed, FeedFormat, FeedWay, PresetName, RecordMapping, Reliability } from '@cordon/alerts'
import type { FeedDetail, FeedSaid } from '@cordon/server/wire'
import { lacking } from '../import/choices.js'

/** A feed as a person fills it in: intervals in minutes, distances in kilometres. */
export interface FeedForm {
  name: string
  way: FeedWay
  format: FeedFormat
  url: string
  source: string
  reliability: Reliability
  enabled: boolean
  required: boolean
  everyMinutes: number
  expectedMinutes: number
  latitude: number
  longitude: number
  radiusKilometres: number
  mapping: RecordMapping | null
}

/** The formats whose records are read by a mapping. */
export type MappedFormat = Extract<FeedFormat, 'csv' | 'json'>

export function isMapped(format: FeedFormat): format is MappedFormat {
  return format === 'csv' || format === 'json'
}

/** What a mapping lacks before anything can come in by it; what is only named is placed by its name. */
export function lackingFor(mapping: RecordMapping | null): ReturnType<typeof lacking> {
  if (mapping === null) return []
  return lacking(mapping).filter((it) => it !== 'position' || mapping.place === null)
}

/** The known sources that write in a format. */
export function presetsFor(format: MappedFormat): readonly PresetName[] {
  return format === 'csv' ? ['ucdp', 'acled'] : ['ucdp', 'acled', 'usgs', 'gdacs']
}

/** What each format usually is, to begin with. */
export const presets: Readonly<
  Record<FeedFormat, Pick<FeedForm, 'url' | 'source' | 'everyMinutes' | 'expectedMinutes'>>
> = {
  usgs: {
    url: 'https://earthquake.usgs.gov/earthquakes/feed/v1.0/summary/all_day.geojson',
    source: 'USGS',
    everyMinutes: 5,
    expectedMinutes: 120,
  },
  gdacs: { url: 'https://www.gdacs.org/xml/rss.xml', source: 'GDACS', everyMinutes: 10, expectedMinutes: 1_440 },
  georss: { url: '', source: '', everyMinutes: 10, expectedMinutes: 1_440 },
  cap: { url: '', source: '', everyMinutes: 5, expectedMinutes: 1_440 },
  csv: { url: '', source: '', everyMinutes: 60, expectedMinutes: 1_440 },
  json: { url: '', source: '', everyMinutes: 10, expectedMinutes: 1_440 },
}

/** A feed to begin with, relied on round a place. */
export function emptyFeed(at: { readonly latitude: number; readonly longitude: number }): FeedForm {
  const rest = { name: '', way: 'poll', format: 'usgs', reliability: 'F', enabled: true, required: false } as const
  return { ...rest, ...presets.usgs, ...at, radiusKilometres: 300, mapping: null }
}

/** A feed as it is set up. */
export function feedFormOf(feed: Feed | FeedDetail): FeedForm {
  const { name, way, format, url, source, reliability, enabled, required, everyMs, expectedMs, point, radiusMetres } =
    feed
  const [longitude = 0, latitude = 0] = point.coordinates
  return {
    ...{ name, way, format, source, reliability, enabled, required, latitude, longitude },
    url: url ?? '',
    everyMinutes: everyMs / 60_000,
    expectedMinutes: expectedMs / 60_000,
    radiusKilometres: radiusMetres / 1_000,
    mapping: feed.mapping,
  }
}

/** What the form says, as the server takes it. */
export function feedSaid(form: FeedForm): FeedSaid {
  const { name, way, format, source, reliability, enabled, required } = form
  return {
    ...{ name, way, format, source, reliability, enabled, required },
    url: way === 'poll' ? form.url.trim() : null,
    everyMs: Math.round(form.everyMinutes * 60_000),
    expectedMs: Math.round(form.expectedMinutes * 60_000),
    point: { type: 'Point', coordinates: [form.longitude, form.latitude] },
    radiusMetres: form.radiusKilometres * 1_000,
    mapping: isMapped(format) ? form.mapping : null,
  }
}

/** What a browser may keep of the form: not an address that may hold a key. */
export function withoutKeys({ url, ...rest }: FeedForm): Partial<FeedForm> {
  return /[?@]/.test(url) ? rest : { ...rest, url }
}
