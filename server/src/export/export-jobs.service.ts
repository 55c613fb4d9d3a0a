import { Inject, Injectable } from '@nestjs/common'
import { finding, fixedTerms, instantMs, instantOf, roles, type ExportState } from '@cordon/alerts'
import {
  asksForExport,
  beginExport,
  dropExport,
  exportOf,
  exportsOf,
  moveExport,
  repeatExport,
  type Database,
  type ExportJobRow,
  type ExportWriting,
} from '@cordon/db'
import type { Principal } from '../access/principal.js'
import type { Filter } from '../incident/filter.js'
import { Searches } from '../incident/search.js'
import { Clock } from '../platform/clock.js'
import { DATABASE } from '../platform/database.js'
import { newId } from '../platform/id.js'
import { deny, ok, wrong, type Result } from '../platform/result.js'
import { Sight } from '../sight/sight.js'
import { roleGrants } from '../wire/permission.js'
import { fieldErrors, incidentFilter, type ExportJob, type ExportJobInput } from '../wire/index.js'
import { ExportFiles } from './export-files.js'

/** How many files somebody may have at once. */
export const mostExports = 20
const dayMs = 24 * 3_600_000
export const keptMs = fixedTerms.exportFile * dayMs

const moves = {
  pause: { from: ['running'], to: 'paused' },
  resume: { from: ['paused', 'failed'], to: 'running' },
} as const satisfies Record<string, { from: readonly ExportState[]; to: ExportState }>

/** Whoever lost this right has no files any more, and nothing of theirs is written on. */
export const exporters = roles.filter((role) => roleGrants[role].includes('export'))

const filterOf = incidentFilter.omit({ limit: true, cursor: true })

/** Files that people have prepared: each is its owner's alone. */
@Injectable()
export class ExportJobs {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Searches) private readonly searches: Pick<Searches, 'of'>,
    @Inject(Sight) private readonly sight: Pick<Sight, 'kmFor'>,
    @Inject(ExportFiles) private readonly files: ExportFiles,
  ) {}

  async list(who: Principal): Promise<readonly ExportJob[]> {
    const rows = await this.database.query<ExportJobRow>(exportsOf(ownerOf(who)))
    return Promise.all(rows.map((row) => this.told(row)))
  }

  async one(id: string, who: Principal): Promise<Result<ExportJob>> {
    const found = await this.row(id, who)
    return found.ok ? ok(await this.told(found.value)) : found
  }

  /** Asks for a file of what is known at the time that the search says, or else now. */
  async begin({ format, search }: ExportJobInput, who: Principal): Promise<Result<ExportJob>> {
    const filter = searchIn(search)
    if (!filter.ok) return filter
    const allowed = await this.searches.of(filter.value, who)
    if (!allowed.ok) return allowed
    const now = this.clock.now()
    const asked = { format, search, asOf: filter.value.asOf ?? now, seenKm: this.sight.kmFor(who.permissions) }
    const job = { id: newId(this.clock.ms()), owner: ownerOf(who), createdAt: now, ...asked }
    const [row] = await this.database.transaction('plain', async (run) => {
      await run.query(asksForExport(job.owner))
      return run.query<ExportJobRow>(beginExport(job, mostExports))
    })
    if (row !== undefined) return ok(await this.told(row))
    return deny('wrong-state', finding('denied.mostFiles', { mostCount: mostExports }))
  }

  async move(id: string, move: keyof typeof moves, who: Principal): Promise<Result<ExportJob>> {
    const mine = { id, owner: ownerOf(who), now: this.clock.now() }
    const [row] = await this.database.query<ExportJobRow>(moveExport(mine, moves[move]))
    if (row !== undefined) return ok(await this.told(row))
    const found = await this.row(id, who)
    if (!found.ok) return found
    const again = move === 'resume' ? await this.repeated(found.value) : null
    if (again !== null) return ok(await this.told(again))
    const values = { fileState: found.value.state, fileMove: move, fileStateOptions: moves[move].from }
    return deny('wrong-state', finding('denied.fileMove', values))
  }

  async discard(id: string, who: Principal): Promise<Result<null>> {
    const [gone] = await this.database.query<ExportWriting>(dropExport(id, ownerOf(who)))
    if (gone === undefined) return none(id)
    await this.files.forget(this.files.name(gone))
    return ok(null)
  }

  /** A file that is whole, where it may still be read and lies here. */
  async whole(id: string, who: Principal): Promise<Result<ExportJobRow>> {
    const found = await this.row(id, who)
    if (!found.ok) return found
    const { state, bytes, seenKm } = found.value
    if (state !== 'ready') return deny('wrong-state', finding('denied.fileNotReady', { fileState: state }))
    const today = this.sight.kmFor(who.permissions)
    if (today !== null && (seenKm === null || seenKm < today)) {
      return deny('not-allowed', finding('denied.fileExact', {}))
    }
    if ((await this.files.bytes(found.value)) === bytes) return found
    return deny('not-found', finding('denied.fileElsewhere', {}))
  }

  /** One that is ready and does not lie here is begun anew; null where it lies here, or is not ready. */
  private async repeated(row: ExportJobRow): Promise<ExportJobRow | null> {
    if (row.state !== 'ready' || (await this.isHere(row))) return null
    const [begun] = await this.database.query<ExportJobRow>(repeatExport(row, this.clock.now()))
    return begun ?? null
  }

  private async isHere(row: ExportJobRow): Promise<boolean> {
    return row.state === 'ready' && (await this.files.bytes(row)) === row.bytes
  }

  private async told(row: ExportJobRow): Promise<ExportJob> {
    const { owner: _owner, seenKm: _seen, afterAt: _at, afterId: _id, round: _round, ...it } = row
    return { ...it, isHere: await this.isHere(row), goneAt: instantOf(instantMs(it.createdAt) + keptMs) }
  }

  private async row(id: string, who: Principal): Promise<Result<ExportJobRow>> {
    const [row] = await this.database.query<ExportJobRow>(exportOf(id, ownerOf(who)))
    return row === undefined ? none(id) : ok(row)
  }
}

/** A search as it stands in an address, read as the address of a list is. */
export function searchIn(search: ExportJobInput['search']): Result<Filter> {
  const read = filterOf.safeParse(search)
  if (read.success) return ok(read.data)
  const errors = fieldErrors(read.error, search).map((it) => ({ ...it, path: `search.${it.path}` }))
  return wrong(...errors)
}

function ownerOf({ kind, id }: Principal): string {
  return `${kind}:${id}`
}

function none(id: string): Result<never> {
  return deny('not-found', finding('denied.noFile', { id }))
}
