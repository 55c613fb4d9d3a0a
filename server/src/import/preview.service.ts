import { finding, say } from '@cordon/alerts'
import { Inject, Injectable } from '@nestjs/common'
import type { RecordMapping } from '@cordon/alerts'
import type { ImportRow } from '@cordon/db'
import { parseRow } from '../incident/parse.js'
import { PointCheck } from '../place/point-check.js'
import { Clock } from '../platform/clock.js'
import { deny, fail, ok, type Result } from '../platform/result.js'
import { importInspection, type ImportInspection, type ImportPreview, type ImportRefusal } from '../wire/index.js'
import type { Chunk } from './chunks.js'
import { ImportFiles } from './files.js'
import { ImportJobs } from './jobs.service.js'
import type { ReadOrder, ReadReport } from './order.js'
import { ReadFault, readInThread } from './reader.js'

const rowsRead = 1_000
const shownGood = 200
const shownBad = 50

/** Looks into a file that was uploaded, before anything of it is imported. */
@Injectable()
export class PreviewService {
  constructor(
    @Inject(ImportJobs) private readonly jobs: ImportJobs,
    @Inject(ImportFiles) private readonly files: ImportFiles,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(PointCheck) private readonly points: PointCheck,
  ) {}

  /** What the file holds and what each of its columns may tell. */
  async inspect(id: string): Promise<Result<ImportInspection>> {
    const ready = await this.ready(id)
    if (!ready.ok) return ready
    const [report] = await reports({ what: 'inspect', path: this.files.path(id) }, 1)
    if (report?.kind === 'inspection') return ok(importInspection.parse(report.inspection))
    return fail('unreadable', report?.kind === 'refused' ? report.message : say('read.unreadFile', {}))
  }

  /** What the first thousand rows would come to. */
  async preview(id: string, mapping: RecordMapping | null): Promise<Result<ImportPreview>> {
    const ready = await this.ready(id)
    if (!ready.ok) return ready
    const order = { what: 'rows', path: this.files.path(id), mapping, fromRow: 1, now: this.clock.now() } as const
    const good: unknown[] = []
    const bad: ImportRefusal[] = []
    const odd: ImportRefusal[] = []
    let [count, refused, whole] = [0, 0, false]
    for (const report of await reports(order, Math.ceil(rowsRead / 200))) {
      if (report.kind === 'refused') return fail('unreadable', report.message)
      if (report.kind !== 'chunk') continue
      const { rows, refused: not, nextRow, finished } = report.chunk
      good.push(...rows.slice(0, shownGood - good.length).map((it) => it.feature))
      odd.push(...(await this.warnings(rows)))
      bad.push(...not.slice(0, shownBad - bad.length))
      ;[count, refused, whole] = [nextRow - 1, refused + not.length, finished]
    }
    const warnings = odd.slice(0, shownBad)
    return ok({ rows: count, refused, warned: odd.length, whole, features: good, errors: bad, warnings })
  }

  /** Rows whose governorate and point do not agree: they come in all the same. */
  private async warnings(rows: Chunk['rows']): Promise<readonly ImportRefusal[]> {
    const [doubtOf, now] = [await this.points.doubtOf(), this.clock.now()]
    return rows.flatMap(({ row, line, feature, admin1 }) => {
      const parsed = parseRow(feature, now)
      const message = parsed.ok ? doubtOf(parsed.input, admin1) : null
      return message === null ? [] : [{ row, line, errors: [{ path: 'geometry', message }] }]
    })
  }

  private async ready(id: string): Promise<Result<ImportRow>> {
    const found = await this.jobs.one(id)
    if (!found.ok) return found
    if (found.value.state === 'uploading') return deny('wrong-state', finding('denied.notHere', {}))
    if (await this.files.has(id)) return found
    return deny('wrong-state', finding('denied.notKept', {}))
  }
}

/** The first reports of a thread; what it could not read is a report as well. */
async function reports(order: ReadOrder, most: number): Promise<readonly ReadReport[]> {
  const heard: ReadReport[] = []
  try {
    for await (const report of readInThread(order)) {
      heard.push(report)
      if (heard.length >= most) break
    }
  } catch (error) {
    if (!(error instanceof ReadFault)) throw error
    return [{ kind: 'refused', message: error.message }]
  }
  return heard
}
