import type { LocationQuery } from 'vue-router'

/** What a narrow page shows of the floor, one at a time. */
export const phoneTabs = [
  { id: 'queue', route: 'floor', icon: 'queue' },
  { id: 'map', route: 'floor', icon: 'map' },
  { id: 'incidents', route: 'floor', icon: 'table' },
  { id: 'me', route: 'me', icon: 'person' },
] as const

export function phoneTabOf(query: LocationQuery): 'queue' | 'map' | 'incidents' {
  return query['tab'] === 'map' || query['tab'] === 'incidents' ? query['tab'] : 'queue'
}
