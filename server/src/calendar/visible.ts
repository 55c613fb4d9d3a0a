import { audienceOf, type Calendar, type Zone } from '@cordon/alerts'

type Seen = Pick<Zone, 'visibility' | 'ownerId' | 'teamId'>

/**
 * Whether a zone's rules may go by a calendar: what they say of it is told to all who see the zone, so all of them have to
 * see the calendar, but that somebody may go by what is their team's in what is theirs alone.
 */
export function isShownWith(calendar: Calendar, zone: Seen): boolean {
  const [audience, asked] = [audienceOf(calendar), audienceOf(zone)]
  return audience === 'all' || audience === asked || (zone.visibility === 'private' && calendar.visibility === 'team')
}
