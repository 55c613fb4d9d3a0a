import type { Zone } from '@cordon/alerts'
import type { Permission } from '@cordon/server/wire'
import { useSession } from '../session/useSession.js'

interface Reader {
  readonly may: (permission: Permission) => boolean
  readonly accountId: string | undefined
}

type Seen = Pick<Zone, 'ownerId' | 'visibility'>

/** Whether the reader may change a zone that they see: their own, their team's, or any. */
export function mayChangeZone({ ownerId, visibility }: Seen, { may, accountId }: Reader): boolean {
  if (may('zone:write-any')) return true
  return may('zone:write') && (ownerId === accountId || visibility === 'team')
}

/** Whether the reader decides on who sees a zone: its owner does, and an administrator. */
export function mayShowZone({ ownerId }: Seen, { may, accountId }: Reader): boolean {
  return ownerId === accountId || may('team:manage')
}

/** The same, asked as whoever is signed in. */
export function useMayChange() {
  const { may, account } = useSession()
  const reader = (): Reader => ({ may, accountId: account.value?.id })
  return {
    mayChange: (zone: Seen) => mayChangeZone(zone, reader()),
    mayShow: (zone: Seen) => mayShowZone(zone, reader()),
  }
}
