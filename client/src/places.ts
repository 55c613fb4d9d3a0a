import { computed } from 'vue'
import type { IconName } from './ui/icons.js'
import { useSession } from './session/useSession.js'

/** A place of the page as the bars offer it. */
interface Place {
  readonly to: string
  readonly label: string
  readonly icon: IconName
  /** Offered in the top bar. */
  readonly wide: boolean
}

/** The places that whoever is signed in has a use for. */
export function usePlaces() {
  const { may } = useSession()
  return computed<readonly Place[]>(() => {
    const manages =
      may('account:manage') || may('token:manage') || may('source:write') || may('duty:write') || may('story:run')
    return [
      { to: '/floor', label: 'place.floor', icon: 'queue', wide: true },
      { to: '/zones', label: 'place.zones', icon: 'circle', wide: true },
      { to: '/calendars', label: 'place.calendars', icon: 'clock', wide: false },
      ...(may('ingest') ? ([{ to: '/paste', label: 'place.paste', icon: 'note', wide: true }] as const) : []),
      ...(may('handover:read')
        ? ([{ to: '/handover', label: 'place.handover', icon: 'person', wide: true }] as const)
        : []),
      { to: '/history', label: 'place.history', icon: 'table', wide: true },
      { to: '/trends', label: 'place.trends', icon: 'chart', wide: false },
      ...(may('sitrep:read') ? ([{ to: '/reports', label: 'place.reports', icon: 'note', wide: false }] as const) : []),
      ...(may('alert:act') ? ([{ to: '/review', label: 'place.review', icon: 'check', wide: false }] as const) : []),
      ...(may('audit:read') ? ([{ to: '/audit', label: 'place.audit', icon: 'archive', wide: false }] as const) : []),
      { to: '/feeds', label: 'place.feeds', icon: 'live', wide: true },
      { to: '/deliveries', label: 'place.deliveries', icon: 'bell', wide: false },
      ...(may('import') ? ([{ to: '/import', label: 'place.import', icon: 'download', wide: true }] as const) : []),
      ...(manages ? ([{ to: '/admin', label: 'place.admin', icon: 'key', wide: true }] as const) : []),
    ]
  })
}
