import { Controller, Inject, StreamableFile } from '@nestjs/common'
import type { Principal } from '../access/principal.js'
import { etagOf } from '../platform/etag.js'
import { reply } from '../platform/reply.js'
import type { Result } from '../platform/result.js'
import { IfMatch, Input, Route, Who } from '../platform/route.js'
import { sitrepRoutes, type SitrepTold } from '../wire/index.js'
import { sitrepFileName } from './file-name.js'
import { SitrepService } from './sitrep.service.js'

@Controller()
export class SitrepController {
  constructor(@Inject(SitrepService) private readonly sitreps: SitrepService) {}

  @Route(sitrepRoutes.list)
  list(@Input() { query }: Input<typeof sitrepRoutes.list>) {
    return this.sitreps.list(query)
  }

  @Route(sitrepRoutes.create)
  async create(@Input() { body }: Input<typeof sitrepRoutes.create>, @Who() who: Principal) {
    return tagged(await this.sitreps.create(body, who), 201)
  }

  @Route(sitrepRoutes.one)
  async one(@Input() { params }: Input<typeof sitrepRoutes.one>) {
    return tagged(await this.sitreps.one(params.id))
  }

  @Route(sitrepRoutes.revisions)
  revisions(@Input() { params }: Input<typeof sitrepRoutes.revisions>) {
    return this.sitreps.revisions(params.id)
  }

  @Route(sitrepRoutes.edit)
  async edit(
    @Input() { params, body }: Input<typeof sitrepRoutes.edit>,
    @Who() who: Principal,
    @IfMatch() ifMatch: string | null,
  ) {
    return tagged(await this.sitreps.edit(body, { id: params.id, who, ifMatch }))
  }

  @Route(sitrepRoutes.remove)
  async remove(
    @Input() { params }: Input<typeof sitrepRoutes.remove>,
    @Who() who: Principal,
    @IfMatch() ifMatch: string | null,
  ) {
    const gone = await this.sitreps.remove({ id: params.id, who, ifMatch })
    return gone.ok ? reply(null, { status: 204 }) : gone
  }

  @Route(sitrepRoutes.sign)
  async sign(
    @Input() { params, body }: Input<typeof sitrepRoutes.sign>,
    @Who() who: Principal,
    @IfMatch() ifMatch: string | null,
  ) {
    return tagged(await this.sitreps.sign(body.hash, { id: params.id, who, ifMatch }))
  }

  @Route(sitrepRoutes.map)
  async map(@Input() { params }: Input<typeof sitrepRoutes.map>) {
    const found = await this.sitreps.one(params.id)
    if (!found.ok) return found
    const { sitrepMap } = await import('./map.js')
    return { map: await sitrepMap(found.value) }
  }

  @Route(sitrepRoutes.pdf)
  async pdf(@Input() { params, query }: Input<typeof sitrepRoutes.pdf>) {
    const found = await this.sitreps.one(params.id)
    if (!found.ok) return found
    // Loaded where it is asked for: letters and paper are much to start with.
    const { sitrepPdf } = await import('./pdf/sitrep-pdf.js')
    const printed = await sitrepPdf(found.value, query.language)
    const name = sitrepFileName(found.value, query.language)
    const headers = { 'content-disposition': `attachment; filename="${name}"`, 'cache-control': 'private, no-store' }
    return reply(new StreamableFile(printed), { type: 'application/pdf', headers })
  }

  @Route(sitrepRoutes.correct)
  async correct(@Input() { params }: Input<typeof sitrepRoutes.correct>, @Who() who: Principal) {
    return tagged(await this.sitreps.correct(params.id, who), 201)
  }
}

function tagged(result: Result<SitrepTold>, status: 200 | 201 = 200) {
  return result.ok ? reply(result.value, { status, etag: etagOf(result.value.revision) }) : result
}
