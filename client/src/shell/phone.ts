import type { LocationQuery } from 'vue-router'

/** What a narrow page shows of the floor, one at a time. */
export const phoneTabs = [
  { id: 'queue', route: 'floor', icon: 'queue' },
  { id: 'map', route: 'floor', icon: 'map' },
  { id: 'log', route: 'floor', icon: 'note' },
  { id: 'me', route: 'me', icon: 'person' },
] as const

const shownTabs = ['queue', 'map', 'log', 'incidents'] as const
type PhoneTab = (typeof shownTabs)[number]

export function phoneTabOf(query: LocationQuery): PhoneTab {
  return shownTabs.find((it) => it === query['tab']) ?? 'queue'
}
