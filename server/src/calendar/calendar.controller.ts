import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '../access/principal.js'
import { etagOf } from '../platform/etag.js'
import { reply } from '../platform/reply.js'
import { ok } from '../platform/result.js'
import { IfMatch, Input, Route, Who } from '../platform/route.js'
import { calendarRoutes } from '../wire/index.js'
import { CalendarService } from './calendar.service.js'

@Controller()
export class CalendarController {
  constructor(@Inject(CalendarService) private readonly calendars: CalendarService) {}

  @Route(calendarRoutes.list)
  async list(@Who() who: Principal) {
    return { items: await this.calendars.list(who), next: null }
  }

  @Route(calendarRoutes.create)
  async create(@Input() { body }: Input<typeof calendarRoutes.create>, @Who() who: Principal) {
    const made = await this.calendars.create(body, who)
    return made.ok ? reply(made.value, { etag: etagOf(made.value.version) }) : made
  }

  @Route(calendarRoutes.one)
  async one(@Input() { params }: Input<typeof calendarRoutes.one>, @Who() who: Principal) {
    const found = await this.calendars.one(params.id, who)
    return found.ok ? reply(found.value, { etag: etagOf(found.value.version) }) : found
  }

  @Route(calendarRoutes.change)
  async change(
    @Input() { params, body }: Input<typeof calendarRoutes.change>,
    @Who() who: Principal,
    @IfMatch() ifMatch: string | null,
  ) {
    const changed = await this.calendars.change(body, { id: params.id, who, ifMatch })
    return changed.ok ? reply(changed.value, { etag: etagOf(changed.value.version) }) : changed
  }

  @Route(calendarRoutes.archive)
  async archive(
    @Input() { params }: Input<typeof calendarRoutes.archive>,
    @Who() who: Principal,
    @IfMatch() ifMatch: string | null,
  ) {
    const archived = await this.calendars.archive({ id: params.id, who, ifMatch })
    return archived.ok ? reply(null, { status: 204 }) : archived
  }

  @Route(calendarRoutes.events)
  async events(@Input() { params, query }: Input<typeof calendarRoutes.events>, @Who() who: Principal) {
    const found = await this.calendars.events(params.id, query, who)
    return found.ok ? ok({ items: found.value, next: null }) : found
  }
}
