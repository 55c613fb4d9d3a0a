import type { Zone } from '@cordon/alerts'
import type { ZoneSaid } from '../api/zones.js'
import type { Draft } from '../map/content.js'

/** The zone that a rule is tried on, with its rings and how far it listens: as it is drawn, where that is not saved yet. */
export function triedZone(drawn: ZoneSaid | null, stored: Zone | null): Draft | null {
  const it = drawn === null ? stored : { geometry: drawn.geometry, ...drawn.properties }
  if (it === null) return null
  const beyond = new Set([...(it.rings ?? []), it.reachMetres ?? 0])
  return {
    geometry: it.geometry,
    radiusMetres: it.radiusMetres ?? null,
    widthMetres: it.widthMetres ?? null,
    beyondMetres: [...beyond].filter((metres) => metres > 0),
  }
}
