import { audienceOf, type Zone } from '@cordon/alerts'
import { audiencesOf, may, type Principal } from '../access/principal.js'

type Owned = Pick<Zone, 'visibility' | 'ownerId' | 'teamId'>

/**
 * A private zone, its rules and its alerts are its owner's alone; a team's are its members', its owner's as long as they
 * are one. What an administrator may see beside that is what everybody may: they can put themselves into a team, which
 * the audit log tells.
 */
export function maySee(zone: Owned, who: Principal): boolean {
  return audiencesOf(who).includes(audienceOf(zone))
}

/** An owner changes their own, and the members of a team what is the team's; who may write any changes every public one. */
export function mayChange(zone: Owned, who: Principal): boolean {
  if (!maySee(zone, who)) return false
  if (zone.visibility === 'team' || zone.ownerId === ownerIdOf(who)) return true
  return zone.visibility === 'public' && may(who, 'zone:write-any')
}

/** Who decides on who sees a zone: its owner, and who answers for the teams. */
export function mayShow(zone: Owned, who: Principal): boolean {
  return zone.ownerId === ownerIdOf(who) || may(who, 'team:manage')
}

/** Whom private things belong to: an account; a token has none. */
export function ownerIdOf(who: Principal): string | null {
  return who.kind === 'account' ? who.id : null
}
