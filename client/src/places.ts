import { computed } from 'vue'
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

/** The places that whoever is signed in has a use for. */
export function usePlaces() {
  const { may } = useSession()
  return computed<readonly Place[]>(() => {
    const manages =
      may('account:manage') || may('token:manage') || may('source:write') || may('duty:write') || may('story:run')
    return [
      { to: '/floor', label: 'place.floor', icon: 'queue', bar: 'always' },
      { to: '/zones', label: 'place.zones', icon: 'circle', bar: 'always' },
      { to: '/calendars', label: 'place.calendars', icon: 'clock', bar: 'menu' },
      ...(may('ingest') ? ([{ to: '/paste', label: 'place.paste', icon: 'note', bar: 'roomy' }] as const) : []),
      ...(may('handover:read')
        ? ([{ to: '/handover', label: 'place.handover', icon: 'person', bar: 'wide' }] as const)
        : []),
      { to: '/history', label: 'place.history', icon: 'table', bar: 'always' },
      { to: '/trends', label: 'place.trends', icon: 'chart', bar: 'menu' },
      ...(may('sitrep:read') ? ([{ to: '/reports', label: 'place.reports', icon: 'note', bar: 'menu' }] as const) : []),
      ...(may('alert:act') ? ([{ to: '/review', label: 'place.review', icon: 'check', bar: 'menu' }] as const) : []),
      ...(may('audit:read') ? ([{ to: '/audit', label: 'place.audit', icon: 'archive', bar: 'menu' }] as const) : []),
      { to: '/feeds', label: 'place.feeds', icon: 'live', bar: 'wide' },
      { to: '/deliveries', label: 'place.deliveries', icon: 'bell', bar: 'menu' },
      ...(may('import') ? ([{ to: '/import', label: 'place.import', icon: 'download', bar: 'menu' }] as const) : []),
      ...(manages ? ([{ to: '/admin', label: 'place.admin', icon: 'key', bar: 'menu' }] as const) : []),
    ]
  })
}
