import type { Part } from '../platform/part.js'
import { AuditCheck } from './audit-check.js'
import { AuditReader } from './audit-reader.js'
import { AuditController } from './audit.controller.js'
import { AuditService } from './audit.service.js'
import { Auditor } from './auditor.js'

/** Who did what, in a chain of entries. */
export const auditing = {
  controllers: [AuditController],
  providers: [AuditService, AuditReader, AuditCheck, Auditor],
} satisfies Part
