import { isTimeZone } from '@cordon/alerts'
import { Temporal } from 'temporal-polyfill'
import type { Component } from './components.js'
import type { ContentLine } from './lines.js'
import { refused, shown } from './refusal.js'

/** What Outlook and Exchange call the zones of the places that Cordon is for, and of those that its people come from. */
const windowsNames: Readonly<Record<string, string>> = {
  'Syria Standard Time': 'Asia/Damascus',
  'Arabic Standard Time': 'Asia/Baghdad',
  'Arab Standard Time': 'Asia/Riyadh',
  'Arabian Standard Time': 'Asia/Dubai',
  'Jordan Standard Time': 'Asia/Amman',
  'Middle East Standard Time': 'Asia/Beirut',
  'Turkey Standard Time': 'Europe/Istanbul',
  'Iran Standard Time': 'Asia/Tehran',
  'Israel Standard Time': 'Asia/Jerusalem',
  'West Bank Standard Time': 'Asia/Hebron',
  'Egypt Standard Time': 'Africa/Cairo',
  'Libya Standard Time': 'Africa/Tripoli',
  'Afghanistan Standard Time': 'Asia/Kabul',
  'Pakistan Standard Time': 'Asia/Karachi',
  'India Standard Time': 'Asia/Kolkata',
  'E. Africa Standard Time': 'Africa/Nairobi',
  'W. Central Africa Standard Time': 'Africa/Lagos',
  'Sudan Standard Time': 'Africa/Khartoum',
  'Russian Standard Time': 'Europe/Moscow',
  'FLE Standard Time': 'Europe/Kyiv',
  'GTB Standard Time': 'Europe/Bucharest',
  'E. Europe Standard Time': 'Europe/Chisinau',
  'W. Europe Standard Time': 'Europe/Berlin',
  'Central Europe Standard Time': 'Europe/Budapest',
  'Central European Standard Time': 'Europe/Warsaw',
  'Romance Standard Time': 'Europe/Paris',
  'GMT Standard Time': 'Europe/London',
  'Greenwich Standard Time': 'Atlantic/Reykjavik',
  'Eastern Standard Time': 'America/New_York',
  'Central Standard Time': 'America/Chicago',
  'Mountain Standard Time': 'America/Denver',
  'Pacific Standard Time': 'America/Los_Angeles',
}

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
  return [...ends.slice(0, Math.max(1, parts.length - 1)), windowsNames[name] ?? ''].find(
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
  return hours === undefined || minutes === undefined || others.length > 0 ? undefined : `${hours}:${minutes}`
}
