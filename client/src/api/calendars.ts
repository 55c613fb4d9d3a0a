import type { Calendar, CalendarSpan, Instant } from '@cordon/alerts'
import type { CalendarInput, CalendarPatch, calendarRoutes, CalendarTold } from '@cordon/server/wire'
import { call, type Answer, type RouteOf } from './http.js'
import type { ItemPage } from './page.js'

type Calendars = typeof calendarRoutes
const list: RouteOf<Calendars['list']> = { method: 'GET', path: '/api/calendars' }
const create: RouteOf<Calendars['create']> = { method: 'POST', path: '/api/calendars' }
const change: RouteOf<Calendars['change']> = { method: 'PATCH', path: '/api/calendars/:id' }
const archive: RouteOf<Calendars['archive']> = { method: 'DELETE', path: '/api/calendars/:id' }
const events: RouteOf<Calendars['events']> = { method: 'GET', path: '/api/calendars/:id/events' }

const etagOf = ({ version }: Pick<Calendar, 'version'>) => `"${version}"`

/** The calendars that the reader may see, by name. */
export function listCalendars(): Promise<Answer<ItemPage<CalendarTold>>> {
  return call(list)
}

export function importCalendar(said: CalendarInput): Promise<Answer<Calendar>> {
  return call(create, { body: said })
}

/** `etag` names the version that its writer saw. */
export function changeCalendar(id: string, said: CalendarPatch, etag: string | null): Promise<Answer<Calendar>> {
  return call(change, { params: { id }, body: said, etag })
}

export function archiveCalendar(calendar: Calendar): Promise<Answer<undefined>> {
  return call(archive, { params: { id: calendar.id }, etag: etagOf(calendar) })
}

/** When it is on between two times. */
export function eventsOf(id: string, from: Instant, to: Instant): Promise<Answer<ItemPage<CalendarSpan>>> {
  return call(events, { params: { id }, query: { from, to } })
}
