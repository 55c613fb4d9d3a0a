import { audienceOf, type Calendar, type Zone } from '@cordon/alerts'

/**
 * Whether a zone's rules may go by a calendar: what they say of it is told to all who see the zone, so all of them have to
 * see the calendar, and go on to. In what is somebody's alone nothing goes by what is a team's: whoever left the team would
 * still be told of it.
 */
export function isShownWith(calendar: Calendar, zone: Pick<Zone, 'visibility' | 'ownerId' | 'teamId'>): boolean {
  const audience = audienceOf(calendar)
  return audience === 'all' || audience === audienceOf(zone)
}
