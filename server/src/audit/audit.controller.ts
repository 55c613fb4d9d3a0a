import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '../access/principal.js'
import { Input, Route, Who } from '../platform/route.js'
import { auditRoutes } from '../wire/index.js'
import { AuditService } from './audit.service.js'

/** The audit log, for those who answer for the house. */
@Controller()
export class AuditController {
  constructor(@Inject(AuditService) private readonly audit: AuditService) {}

  @Route(auditRoutes.list)
  async list(@Input() { query }: Input<typeof auditRoutes.list>, @Who() who: Principal) {
    const { limit, before = null } = query
    const items = await this.audit.list(before, { limit, by: `${who.kind}:${who.id}` })
    return { items, next: items.length === limit ? (items.at(-1)?.seq ?? null) : null }
  }

  @Route(auditRoutes.verify)
  verify(@Input() { query }: Input<typeof auditRoutes.verify>) {
    return this.audit.verify(query.head ?? null)
  }
}
