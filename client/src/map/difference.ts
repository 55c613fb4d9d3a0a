import type { Feature } from 'geojson'

/** What has to change in a source so that it shows other features: the smallest update, by ids. */
export interface Difference {
  readonly add: readonly Feature[]
  readonly remove: readonly string[]
}

/** Features by id, each with a key that says whether it would be drawn otherwise. */
export type Drawn = ReadonlyMap<string, string>

/** Compares what is drawn with what should be. A feature that changed is added anew under the same id. */
export function difference(drawn: Drawn, wanted: readonly Feature[]): Difference & { readonly next: Drawn } {
  const next = new Map(wanted.map((feature) => [String(feature.id), keyOf(feature)]))
  const remove = [...drawn.keys()].filter((id) => !next.has(id))
  const add = wanted.filter((feature) => drawn.get(String(feature.id)) !== next.get(String(feature.id)))
  return { add, remove, next }
}

function keyOf({ geometry, properties }: Feature): string {
  const place = geometry.type === 'Point' ? geometry.coordinates.join() : JSON.stringify(geometry)
  return `${place} ${JSON.stringify(properties)}`
}
