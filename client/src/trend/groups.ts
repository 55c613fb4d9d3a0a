import { circleRing, type Facility } from '@cordon/alerts'

/** By what the weeks are told apart. */
export const groupings = ['zone', 'facility', 'type', 'actor'] as const
export type Grouping = (typeof groupings)[number]

/** How far around a facility is counted, in metres. */
export const facilityMetres = 5_000

/** The ground round a facility as an address has it: corners in turn, to a metre. */
export function groundOf({ point }: Pick<Facility, 'point'>): string {
  const [lon = 0, lat = 0] = point.coordinates
  const ring = circleRing([lon, lat], facilityMetres, 24).slice(0, -1)
  return ring.map(([x = 0, y = 0]) => `${x.toFixed(5)},${y.toFixed(5)}`).join(';')
}
