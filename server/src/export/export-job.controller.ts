import { finding } from '@cordon/alerts'
import send from '@fastify/send'
import { Controller, Inject, StreamableFile } from '@nestjs/common'
import type { FastifyRequest } from 'fastify'
import type { Principal } from '../access/principal.js'
import { deny, ok } from '../platform/result.js'
import { reply } from '../platform/reply.js'
import { Input, Ranged, Route, Who } from '../platform/route.js'
import { exportJobRoutes as routes } from '../wire/index.js'
import { ExportFiles } from './export-files.js'
import { ExportJobs } from './export-jobs.service.js'
import { ExportRunner } from './export.runner.js'

/** Files that are prepared, as people ask for them and take them. */
@Controller()
export class ExportJobController {
  constructor(
    @Inject(ExportJobs) private readonly jobs: ExportJobs,
    @Inject(ExportRunner) private readonly runner: ExportRunner,
    @Inject(ExportFiles) private readonly files: ExportFiles,
  ) {}

  @Route(routes.list)
  async list(@Who() who: Principal) {
    return ok({ items: await this.jobs.list(who) })
  }

  @Route(routes.begin)
  begin(@Input() { body }: Input<typeof routes.begin>, @Who() who: Principal) {
    return this.jobs.begin(body, who)
  }

  @Route(routes.one)
  one(@Input() { params }: Input<typeof routes.one>, @Who() who: Principal) {
    return this.jobs.one(params.id, who)
  }

  @Route(routes.pause)
  pause(@Input() { params }: Input<typeof routes.pause>, @Who() who: Principal) {
    return this.jobs.move(params.id, 'pause', who)
  }

  @Route(routes.resume)
  async resume(@Input() { params }: Input<typeof routes.resume>, @Who() who: Principal) {
    const moved = await this.jobs.move(params.id, 'resume', who)
    if (moved.ok) void this.runner.tick()
    return moved
  }

  @Route(routes.discard)
  discard(@Input() { params }: Input<typeof routes.discard>, @Who() who: Principal) {
    return this.jobs.discard(params.id, who)
  }

  @Route(routes.file)
  async file(@Input() { params }: Input<typeof routes.file>, @Who() who: Principal, @Ranged() asked: FastifyRequest) {
    const found = await this.jobs.whole(params.id, who)
    if (!found.ok) return found
    const { format, asOf } = found.value
    const options = { root: this.files.folder, cacheControl: false, contentType: false } as const
    const { statusCode, headers, stream } = await send(asked.raw, `/${this.files.name(found.value)}`, options)
    if (statusCode === 416)
      return deny('no-such-range', finding('denied.fileRange', { bytes: String(found.value.bytes) }))
    if (statusCode === 304) return reply(null, { status: 304, headers })
    const name = `incidents-${asOf.slice(0, 10)}.${format}`
    const status = statusCode === 206 ? 206 : 200
    const told = { ...headers, 'content-disposition': `attachment; filename="${name}"` }
    return reply(new StreamableFile(stream), { status, type: 'application/octet-stream', headers: told })
  }
}
