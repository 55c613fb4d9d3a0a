import type { Feature } from 'geojson'

/** What has to change in a source so that it shows other features: the smallest update, by ids. */
export interface Difference {
  readonly add: readonly Feature[]
  readonly remove: readonly string[]
}

/** Features as they were drawn, by id. */
export type Drawn = ReadonlyMap<string, Feature>

/** Compares what is drawn with what should be. A feature that changed is added anew under the same id. */
export function difference(drawn: Drawn, wanted: readonly Feature[]): Difference & { readonly next: Drawn } {
  const next = new Map(wanted.map((feature) => [String(feature.id), feature]))
  const remove = [...drawn.keys()].filter((id) => !next.has(id))
  const add = wanted.filter((feature) => isOther(drawn.get(String(feature.id)), feature))
  return { add, remove, next }
}

/** Most of thousands are the very same as before, and cost no more than that question. */
function isOther(before: Feature | undefined, feature: Feature): boolean {
  return before !== feature && (before === undefined || keyOf(before) !== keyOf(feature))
}

function keyOf({ geometry, properties }: Feature): string {
  const place = geometry.type === 'Point' ? geometry.coordinates.join() : JSON.stringify(geometry)
  return `${place} ${JSON.stringify(properties)}`
}
