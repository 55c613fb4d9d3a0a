import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '../access/principal.js'
import { ok } from '../platform/result.js'
import { Input, Route, Who } from '../platform/route.js'
import { importRoutes } from '../wire/index.js'
import { ImportService } from './import.service.js'

@Controller()
export class ImportController {
  constructor(@Inject(ImportService) private readonly imports: ImportService) {}

  @Route(importRoutes.begin)
  begin(@Input() { body }: Input<typeof importRoutes.begin>, @Who() who: Principal) {
    return this.imports.begin(body, who)
  }

  @Route(importRoutes.rows)
  rows(@Input() { params, body }: Input<typeof importRoutes.rows>) {
    return this.imports.rows(params.id, body)
  }

  @Route(importRoutes.refusals)
  async refusals(@Input() { params }: Input<typeof importRoutes.refusals>) {
    const found = await this.imports.refusals(params.id)
    return found.ok ? ok({ items: found.value }) : found
  }
}
