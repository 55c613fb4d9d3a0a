import { Controller, Inject } from '@nestjs/common'
import { Readable } from 'node:stream'
import { StreamableFile } from '@nestjs/common'
import type { Principal } from '../access/principal.js'
import { refusalFile } from '../cli/refused.js'
import { ok } from '../platform/result.js'
import { reply } from '../platform/reply.js'
import { Input, Route, Who } from '../platform/route.js'
import { importJobRoutes as routes, incidentFeature } from '../wire/index.js'
import { ImportRunner } from './import.runner.js'
import { ImportService } from './import.service.js'
import { ImportJobs } from './jobs.service.js'
import { PreviewService } from './preview.service.js'
import { UndoService } from './undo.service.js'

/** Imports as people drive them in the page. */
@Controller()
export class ImportJobController {
  constructor(
    @Inject(ImportJobs) private readonly jobs: ImportJobs,
    @Inject(PreviewService) private readonly previews: PreviewService,
    @Inject(ImportRunner) private readonly runner: ImportRunner,
    @Inject(ImportService) private readonly imports: ImportService,
    @Inject(UndoService) private readonly undos: UndoService,
  ) {}

  @Route(routes.list)
  async list() {
    return ok({ items: await this.jobs.list() })
  }

  @Route(routes.one)
  one(@Input() { params }: Input<typeof routes.one>) {
    return this.jobs.one(params.id)
  }

  @Route(routes.upload)
  upload(@Input() { body }: Input<typeof routes.upload>, @Who() who: Principal) {
    return this.jobs.upload(body, who)
  }

  @Route(routes.part)
  part(@Input() { params, query, body }: Input<typeof routes.part>) {
    return this.jobs.part(params.id, query.at, body)
  }

  @Route(routes.inspection)
  inspection(@Input() { params }: Input<typeof routes.inspection>) {
    return this.previews.inspect(params.id)
  }

  @Route(routes.preview)
  preview(@Input() { params, body }: Input<typeof routes.preview>) {
    return this.previews.preview(params.id, body.mapping)
  }

  @Route(routes.start)
  start(@Input() { params, body }: Input<typeof routes.start>) {
    return this.nudge(this.jobs.start(params.id, body.mapping, body.format))
  }

  @Route(routes.pause)
  pause(@Input() { params }: Input<typeof routes.pause>) {
    return this.jobs.move(params.id, 'pause')
  }

  @Route(routes.resume)
  resume(@Input() { params }: Input<typeof routes.resume>) {
    return this.nudge(this.jobs.move(params.id, 'resume'))
  }

  @Route(routes.undo)
  undo(@Input() { params }: Input<typeof routes.undo>, @Who() who: Principal) {
    return this.nudge(this.jobs.undo(params.id, who))
  }

  @Route(routes.discard)
  discard(@Input() { params }: Input<typeof routes.discard>) {
    return this.jobs.discard(params.id)
  }

  @Route(routes.kept)
  async kept(@Input() { params }: Input<typeof routes.kept>) {
    const found = await this.jobs.one(params.id)
    return found.ok ? ok({ features: (await this.undos.kept(params.id)).map(incidentFeature) }) : found
  }

  @Route(routes.refusalsCsv)
  async refusalsCsv(@Input() { params }: Input<typeof routes.refusalsCsv>) {
    const found = await this.imports.refusals(params.id)
    if (!found.ok) return found
    const file = new StreamableFile(Readable.from(`\ufeff${refusalFile(found.value)}`))
    const headers = { 'content-disposition': 'attachment; filename="refused.csv"' }
    return reply(file, { type: 'text/csv; charset=utf-8', headers })
  }

  @Route(routes.mappings)
  async mappings() {
    return ok({ items: await this.jobs.mappings() })
  }

  @Route(routes.saveMapping)
  saveMapping(@Input() { body }: Input<typeof routes.saveMapping>, @Who() who: Principal) {
    return this.jobs.saveMapping({ name: body.mapping.name, ...body }, who)
  }

  @Route(routes.forgetMapping)
  forgetMapping(@Input() { params }: Input<typeof routes.forgetMapping>) {
    return this.jobs.forgetMapping(params.name)
  }

  /** What was asked begins now and not at the next tick. */
  private async nudge<T extends { readonly ok: boolean }>(asked: Promise<T>): Promise<T> {
    const answer = await asked
    if (answer.ok) void this.runner.tick()
    return answer
  }
}
