import { isTimeZone } from '@cordon/alerts'
import { Temporal } from 'temporal-polyfill'
import type { Component } from './components.js'
import type { ContentLine } from './lines.js'
import { refused, shown } from './refusal.js'
import { windowsNames } from './windows-names.js'

/** Time zones by the name that a calendar gives them. */
export type Zones = (tzid: string, line: number) => string

/**
 * Reads a zone's name: that of a place as it is or at the end of a longer one, Outlook's, or one that the calendar itself
 * explains by a place or as a clock that is never set. A place goes by what is known of it today, not by what the
 * calendar believed of it when it was written.
 */
export function zonesOf(components: readonly Component[]): Zones {
  const explained = new Map(components.flatMap(explainedBy))
  return (tzid, line) => {
    const zone = placeIn(tzid) ?? explained.get(tzid)
    if (zone === undefined) throw refused('calendar.zone', { got: shown(tzid) }, line)
    return zone
  }
}

function placeIn(name: string): string | undefined {
  const parts = name.replace(/^\/+/, '').split('/')
  const ends = parts.map((_, at) => parts.slice(at).join('/'))
  // The last part alone is no place, unless it is the whole.
  return [...ends.slice(0, Math.max(1, parts.length - 1)), windowsNames.get(name.toLowerCase()) ?? ''].find(
    (it) => it !== '' && isZone(it),
  )
}

/** Known to both that reckon with it. */
export function isZone(name: string): boolean {
  if (!isTimeZone(name)) return false
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name)
    return true
  } catch {
    return false
  }
}

function explainedBy({ lines }: Component): readonly (readonly [string, string])[] {
  const value = (name: string) => lines.find((it) => it.name === name)?.value
  const tzid = value('TZID')
  const zone = placeIn(value('X-LIC-LOCATION') ?? '') ?? soleOffset(lines)
  return tzid === undefined || zone === undefined ? [] : [[tzid, zone]]
}

function soleOffset(lines: readonly ContentLine[]): string | undefined {
  const [offset, ...others] = new Set(lines.filter(({ name }) => name === 'TZOFFSETTO').map(({ value }) => value))
  const [, hours, minutes] = /^([+-]\d\d)(\d\d)/.exec(offset ?? '') ?? []
  const zone = hours === undefined || others.length > 0 ? '' : `${hours}:${minutes ?? ''}`
  return zone !== '' && isZone(zone) ? zone : undefined
}
