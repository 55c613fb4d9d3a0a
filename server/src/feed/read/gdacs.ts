import { say } from '@cordon/alerts'
import type { Severity } from '@cordon/alerts'
import { covering, spot } from './area.js'
import { clip } from './mapping.js'
import type { Told } from './page.js'
import { discOf, idOf, linkOf, momentOf, plainText } from './rss.js'
import { textOf, written, type Element } from './xml.js'

const space = 'http://www.gdacs.org'

const kinds: Readonly<Record<string, string>> = {
  EQ: 'earthquake',
  TC: 'tropical cyclone',
  FL: 'flood',
  VO: 'volcano',
  DR: 'drought',
  WF: 'wildfire',
  TS: 'tsunami',
}

/** GDACS: what its colours say of the need for help. */
const severities: Readonly<Record<string, Severity>> = { green: 'minor', orange: 'severe', red: 'extreme' }

/** Where its kind says that it is at a spot; all else covers the box that GDACS draws. */
const spots: Readonly<Record<string, number>> = { EQ: 10_000, VO: 5_000, TS: 10_000 }

/** One item of GDACS: one event, whose later versions carry the same guid. `iscurrent` false means that it is over. */
export function toldOfGdacs(item: Element): Told {
  const raw = () => written(item)
  const externalId = idOf(item)
  const kind = textOf(item, 'eventtype', space)
  if (externalId === null || kind === null) {
    const path = externalId === null ? 'guid' : 'gdacs:eventtype'
    return { refused: [{ path, message: say('read.none', {}) }], externalId, raw }
  }
  const point = discOf(item)
  const [from, to] = [momentOf(textOf(item, 'fromdate', space)), momentOf(textOf(item, 'todate', space))]
  const updatedAt = momentOf(textOf(item, 'pubDate'))
  const isOver = textOf(item, 'iscurrent', space) === 'false'
  const detail = [textOf(item, 'description'), textOf(item, 'severity', space)].filter((it) => it !== null)
  const country = textOf(item, 'country', space)
  return {
    externalId,
    updatedAt,
    raw,
    draft: {
      coordinates: point?.coordinates ?? null,
      properties: {
        type: 'natural-hazard',
        title: clip(plainText(textOf(item, 'title') ?? kind), 300),
        summary: detail.length === 0 ? null : plainText(detail.join('\n')),
        severity: severities[(textOf(item, 'alertlevel', space) ?? '').toLowerCase()] ?? 'unknown',
        occurredFrom: from ?? updatedAt ?? undefined,
        occurredTo: isOver && to !== null && to !== from ? to : null,
        timePrecision: kind === 'EQ' ? 'exact' : 'hour',
        ...reach(item, kind),
        place: country === null ? null : clip(country, 500),
        tags: [kinds[kind] ?? kind],
        link: linkOf(item),
      },
    },
  }
}

function reach(item: Element, kind: string): Readonly<Record<string, unknown>> {
  const at = spots[kind]
  if (at !== undefined) return { locationPrecision: 'near', uncertaintyMetres: at }
  const box = (textOf(item, 'bbox', space) ?? '').split(/\s+/).map(Number)
  const [west = NaN, east = NaN, south = NaN, north = NaN] = box
  if (![west, east, south, north].every(Number.isFinite)) return { locationPrecision: 'admin1' }
  // A box that is drawn round something near a pole may reach beyond it.
  const [lowest, highest] = [Math.max(-90, south), Math.min(90, north)]
  const disc = covering([spot([west, lowest]), spot([east, highest])])
  return { locationPrecision: 'area', uncertaintyMetres: disc?.radiusMetres ?? null }
}
