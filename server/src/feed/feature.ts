import type { FeedItem } from './read/page.js'

/** What an item tells, as the feature that would be taken in; none where it tells nothing. */
export function incidentFeatureOf({ input, externalId }: FeedItem): readonly object[] {
  if (input === null) return []
  const { unitMetres, ...feature } = input
  const uncertaintyMetres = input.properties.uncertaintyMetres ?? unitMetres ?? null
  return [{ ...feature, properties: { ...input.properties, uncertaintyMetres, externalId } }]
}
