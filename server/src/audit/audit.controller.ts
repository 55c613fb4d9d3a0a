import { Controller, Inject, StreamableFile } from '@nestjs/common'
import { Readable } from 'node:stream'
import type { Principal } from '../access/principal.js'
import { backwards } from '../platform/backwards.js'
import { reply } from '../platform/reply.js'
import { fail, wrong } from '../platform/result.js'
import { Input, Route, Who } from '../platform/route.js'
import { auditRoutes } from '../wire/index.js'
import { AuditCheck } from './audit-check.js'
import { auditCsv } from './audit-csv.js'
import { AuditReader } from './audit-reader.js'
import { AuditService, EndGone } from './audit.service.js'

/** The audit log, for those who answer for the house. */
@Controller()
export class AuditController {
  constructor(
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(AuditReader) private readonly reader: AuditReader,
    @Inject(AuditCheck) private readonly checks: AuditCheck,
  ) {}

  @Route(auditRoutes.list)
  async list(@Input() { query }: Input<typeof auditRoutes.list>, @Who() who: Principal) {
    const { limit, cursor = null, ...filter } = query
    const faults = backwards(query.from, query.until)
    if (faults.length > 0) return wrong(...faults)
    const { items, next } = await this.reader.page(filter, { before: cursor, limit }, who)
    return { items, next: next === null ? null : String(next) }
  }

  @Route(auditRoutes.export)
  export(@Input() { query }: Input<typeof auditRoutes.export>, @Who() who: Principal) {
    const faults = backwards(query.from, query.until)
    if (faults.length > 0) return wrong(...faults)
    const headers = { 'content-disposition': 'attachment; filename="audit.csv"' }
    const lines = Readable.from(auditCsv(this.reader.pages(query, who)))
    return reply(new StreamableFile(lines), { type: 'text/csv', headers })
  }

  @Route(auditRoutes.standing)
  standing() {
    return this.checks.standing()
  }

  @Route(auditRoutes.check)
  check(@Who() who: Principal) {
    this.checks.begin(who.name)
    return this.checks.standing()
  }

  @Route(auditRoutes.verify)
  async verify(@Input() { query }: Input<typeof auditRoutes.verify>) {
    try {
      return await this.audit.verify(query.head ?? null)
    } catch (error) {
      if (error instanceof EndGone) return fail('wrong-state', error.message)
      throw error
    }
  }
}
