import { audienceOf, faultAt, finding, type Fault, type Zone } from '@cordon/alerts'
import { calendarsOfZone, openTeamWith, waitingInZone, type CalendarRow, type Runner } from '@cordon/db'
import { isShownWith } from '../calendar/visible.js'
import type { Principal } from '../access/principal.js'
import { deny, ok, type Result } from '../platform/result.js'
import { nothingPrivate } from './content.js'
import { maySee, mayShow, ownerIdOf } from './visible.js'

interface Showing {
  readonly before: Zone
  readonly after: Zone
  readonly who: Principal
}

/** Whether somebody may have a zone seen by others than see it now; what stays as it is may stay. */
export async function mayBeShown({ before, after, who }: Showing, run: Runner): Promise<Result<null>> {
  if (audienceOf(before) === audienceOf(after)) return ok(null)
  const { name, ownerId, ownerName } = before
  // Nobody else would see it, nor what waits in it: whoever hides it has to be among those who are left with it.
  if (after.visibility !== 'public' && ownerIdOf(who) === null) return nothingPrivate
  if (after.visibility === 'private' && ownerId !== who.id) {
    return deny('not-allowed', finding('denied.hides', { owner: ownerName, name }))
  }
  if (!mayShow(before, who)) {
    return deny('not-allowed', finding('denied.shows', { owner: ownerName, name }))
  }
  if (!maySee(after, who)) return deny('not-allowed', finding('denied.notInTeam', { name }))
  if (after.visibility !== 'public' && (await run.query(waitingInZone(before.id))).length > 0) {
    return deny('wrong-state', finding('denied.waits', { name }))
  }
  return mayCalendars(after, run)
}

/** What rules say of their calendars is told to whoever sees them. */
async function mayCalendars(zone: Zone, run: Runner): Promise<Result<null>> {
  const rows = await run.query<CalendarRow>(calendarsOfZone(zone.id))
  const hidden = rows.map(({ body }) => body).find((it) => !isShownWith(it, zone))
  if (hidden === undefined) return ok(null)
  return deny('wrong-state', finding('denied.calendar', { name: zone.name, calendar: hidden.name }))
}

/** Why a zone cannot be its team's; null where it can, or has none. What is its team's already stays so. */
export async function teamFault(zone: Zone, before: Zone | null, run: Runner): Promise<Fault | null> {
  const { teamId, ownerId, ownerName } = zone
  if (teamId === undefined || (before !== null && audienceOf(before) === audienceOf(zone))) return null
  const [row] = await run.query(openTeamWith(teamId, ownerId))
  const fault = faultAt('properties.teamId', finding('asked.teamOf', { owner: ownerName, got: teamId }))
  return row === undefined ? fault : null
}
