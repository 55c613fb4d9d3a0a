import type { ZoneFileSaid, zoneFileRoutes, ZonesBrought } from '@cordon/server/wire'
import { call, type Answer, type RouteOf } from './http.js'
import type { ZoneSaid } from './zones.js'

type Routes = typeof zoneFileRoutes
const read: RouteOf<Routes['read']> = { method: 'POST', path: '/api/zones/read' }
const bring: RouteOf<Routes['bring']> = { method: 'POST', path: '/api/zones/import' }

/** Bytes of a file that may be read, and zones that are stored with one request. */
export const largestZoneFileBytes = 8 * 1024 * 1024
const zonesAtOnce = 200
/** Letters of a request beyond which no further zone is put into it; a body may have 8 MiB. */
const lettersAtOnce = 2_000_000

/** What a file would bring as zones; nothing is stored. */
export function readZoneFile(file: File): Promise<Answer<ZoneFileSaid>> {
  return call(read, { bytes: file })
}

/** Stores zones, some at a time; `said` hears how many are through. Whoever asks again gets none twice. */
export async function bringZones(
  zones: readonly ZoneSaid[],
  said: (done: number) => void,
): Promise<Answer<ZonesBrought>> {
  const items: ZonesBrought['items'] = []
  for (const part of partsOf(zones)) {
    const answer = await call<ZonesBrought>(bring, { body: { zones: part } })
    if (!answer.ok) return answer
    items.push(...answer.value.items)
    said(items.length)
  }
  return { ok: true, value: { items }, etag: null }
}

/** Zones in parts, each small enough for one request. */
export function partsOf(zones: readonly ZoneSaid[]): readonly (readonly ZoneSaid[])[] {
  const parts: ZoneSaid[][] = []
  let letters = Infinity
  for (const zone of zones) {
    const more = JSON.stringify(zone).length
    const last = parts.at(-1)
    if (last === undefined || last.length >= zonesAtOnce || letters + more > lettersAtOnce) {
      parts.push([zone])
      letters = more
    } else {
      last.push(zone)
      letters += more
    }
  }
  return parts
}
