import { computed } from 'vue'
import { maySee } from './placeNeeds.js'
import type { IconName } from './ui/icons.js'
import { useSession } from './session/useSession.js'

/** A place of the page as the bars offer it. */
export interface Place {
  readonly to: string
  readonly label: string
  readonly icon: IconName
  /** Whether the top bar offers it itself: always, where it is roomy or wide, or in its menu alone. */
  readonly bar: 'always' | 'roomy' | 'wide' | 'menu'
}

/** All places of the page that the bars and the palette offer. */
export const allPlaces: readonly Place[] = [
  { to: '/floor', label: 'place.floor', icon: 'queue', bar: 'always' },
  { to: '/zones', label: 'place.zones', icon: 'circle', bar: 'always' },
  { to: '/calendars', label: 'place.calendars', icon: 'clock', bar: 'menu' },
  { to: '/paste', label: 'place.paste', icon: 'note', bar: 'roomy' },
  { to: '/handover', label: 'place.handover', icon: 'person', bar: 'wide' },
  { to: '/history', label: 'place.history', icon: 'table', bar: 'always' },
  { to: '/trends', label: 'place.trends', icon: 'chart', bar: 'menu' },
  { to: '/reports', label: 'place.reports', icon: 'note', bar: 'menu' },
  { to: '/review', label: 'place.review', icon: 'check', bar: 'menu' },
  { to: '/audit', label: 'place.audit', icon: 'archive', bar: 'menu' },
  { to: '/feeds', label: 'place.feeds', icon: 'live', bar: 'wide' },
  { to: '/deliveries', label: 'place.deliveries', icon: 'bell', bar: 'menu' },
  { to: '/import', label: 'place.import', icon: 'download', bar: 'menu' },
  { to: '/admin', label: 'place.admin', icon: 'key', bar: 'menu' },
]

/** The places that whoever is signed in has a use for. */
export function usePlaces() {
  const { may } = useSession()
  return computed<readonly Place[]>(() => allPlaces.filter(({ to }) => maySee(to, may)))
}
