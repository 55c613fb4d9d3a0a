import type { Incident } from '@cordon/alerts'

/** West, south, east, north; east may be above 180 where the view crosses the date line. */
type View = readonly [number, number, number, number]

/** The incidents that a view shows, in the order in which they are given. */
export function inView(incidents: readonly Incident[], [west, south, east, north]: View): readonly Incident[] {
  const turns = (lon: number) => [lon - 360, lon, lon + 360]
  return incidents.filter(({ point: { coordinates } }) => {
    const [lon = 0, lat = 0] = coordinates
    return lat >= south && lat <= north && turns(lon).some((it) => it >= west && it <= east)
  })
}

/** The next one in a list, or the one before, round its ends; the first or last where none of them is the current one. */
export function stepFrom(incidents: readonly Incident[], current: string | null, by: 1 | -1): Incident | null {
  const at = incidents.findIndex(({ id }) => id === current)
  const next = at < 0 ? (by === 1 ? 0 : incidents.length - 1) : (at + by + incidents.length) % incidents.length
  return incidents[next] ?? null
}
