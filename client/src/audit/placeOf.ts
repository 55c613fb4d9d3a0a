import type { AuditEntry } from '@cordon/server/wire'

/** Where in the page a thing is shown. */
export function placeOf({ kind, id, zoneId }: NonNullable<AuditEntry['thing']>): string {
  const places = {
    zone: `/zones?zone=${id}`,
    rule: `/zones?zone=${zoneId ?? ''}`,
    incident: `/history?sel=incident:${id}`,
    alert: `/floor?sel=alert:${id}`,
    feed: '/feeds',
    source: '/admin?tab=sources',
    sitrep: `/reports?id=${id}`,
    account: '/admin?tab=accounts',
    team: '/admin?tab=teams',
    calendar: '/calendars',
  } as const satisfies Readonly<Record<typeof kind, string>>
  return places[kind]
}

/** Which part of the house an action is of: what its path begins with, without the ending of a file. */
export function partOf(action: string): string {
  const [, , part = ''] = action.split('/')
  return part.replace(/\..*$/, '')
}

/** The method of an action. */
export function methodOf(action: string): string {
  return action.split(' ')[0] ?? ''
}
