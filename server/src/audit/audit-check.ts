import { Inject, Injectable, Logger } from '@nestjs/common'
import { auditStanding, type AuditMoment, type Database } from '@cordon/db'
import { Clock } from '../platform/clock.js'
import { DATABASE } from '../platform/database.js'
import type { AuditStanding } from '../wire/index.js'
import { AuditService } from './audit.service.js'

/** Follows the chain where somebody asks for it, one check at a time, and says how far it is. */
@Injectable()
export class AuditCheck {
  private readonly log = new Logger(AuditCheck.name)
  private last: AuditStanding['check'] = null

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {}

  async standing(): Promise<AuditStanding> {
    const rows = await this.database.query<AuditMoment & { readonly what: string }>(auditStanding())
    const of = (wanted: string) => {
      const row = rows.find(({ what }) => what === wanted)
      return row === undefined ? null : { seq: row.seq, at: row.at }
    }
    return { head: of('head'), checkpoint: of('checkpoint'), check: this.last }
  }

  /** Begins a check, unless one is under way. */
  begin(by: string): void {
    if (this.last !== null && this.last.endedAt === null) return
    this.last = { begunAt: this.clock.now(), by, followed: 0, of: 0, endedAt: null, found: null }
    void this.run(this.last)
  }

  private async run(begun: NonNullable<AuditStanding['check']>): Promise<void> {
    let check = begun
    const tell = (change: Partial<typeof check>) => {
      check = { ...check, ...change }
      this.last = check
    }
    try {
      const { faults, redactions, ...found } = await this.audit.verify(null, (followed, of) => tell({ followed, of }))
      tell({ endedAt: this.clock.now(), found: { ...found, redactions: [...redactions], faults: [...faults] } })
    } catch (error) {
      this.log.warn(`The audit log could not be followed: ${error instanceof Error ? error.message : String(error)}`)
      tell({ endedAt: this.clock.now() })
    }
  }
}
