import type { Zone } from '@cordon/alerts'
import type { Principal } from '../access/principal.js'

type Owned = Pick<Zone, 'visibility' | 'ownerId'>

/** A private zone, its rules and its alerts are its owner's alone. */
export function maySee(zone: Owned, who: Principal): boolean {
  return zone.visibility === 'public' || zone.ownerId === ownerIdOf(who)
}

/** An owner changes their own; who may write any changes every public one. */
export function mayChange(zone: Owned, who: Principal): boolean {
  if (zone.ownerId === ownerIdOf(who)) return true
  return zone.visibility === 'public' && who.permissions.includes('zone:write-any')
}

/** Whom private things belong to: an account; a token has none. */
export function ownerIdOf(who: Principal): string | null {
  return who.kind === 'account' ? who.id : null
}

/** Who hears of a zone's changes and alerts. */
export function audienceOf(zone: Owned): string {
  return zone.visibility === 'public' ? 'all' : `user:${zone.ownerId}`
}
