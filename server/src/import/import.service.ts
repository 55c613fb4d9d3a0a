import { createHash } from 'node:crypto'
import { Inject, Injectable } from '@nestjs/common'
import { contentKey, finding } from '@cordon/alerts'
import {
  advanceImport,
  beginImport,
  importById,
  importRefusals,
  type Database,
  type ImportAdvance,
  type ImportRefusalRow,
  type ImportRow,
} from '@cordon/db'
import type { Principal } from '../access/principal.js'
import { parseRow } from '../incident/parse.js'
import { contentFrom, identityOf } from '../ingest/content.js'
import type { Entry, Outcome } from '../ingest/entry.js'
import { IngestService } from '../ingest/ingest.service.js'
import { PointCheck, withDoubt } from '../place/point-check.js'
import { Clock } from '../platform/clock.js'
import { DATABASE } from '../platform/database.js'
import { newId } from '../platform/id.js'
import { Refusal, none, ok, told, wrong, type Result } from '../platform/result.js'
import type { ImportRefusal, ImportRows, IncidentInput } from '../wire/index.js'
import { chunkFault, firstRow, judge } from './chunk.js'
import { Turns } from './turns.js'
import { UnderWay } from './under-way.js'

type Chunk = Required<ImportRows>

/** The import that a chunk belongs to, and how much of its file is read with it. */
interface Place {
  readonly id: string
  readonly name: string
  readonly share: number | null
}

/** How long a chunk waits for the one ahead of it, and how often it looks for it itself: another node may have stored that. */
const turnMs = 20_000
const lookMs = 250
const mostRefusals = 10_000
/** How often a chunk is tried that another one was ahead of. */
const tries = 3

/** Files of history, chunk by chunk. What is stored and how far the import is are one transaction. */
@Injectable()
export class ImportService {
  private readonly turns = new Turns()
  private readonly underWay = new UnderWay()

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(IngestService) private readonly ingest: IngestService,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(PointCheck) private readonly points: PointCheck,
  ) {}

  /** Begins an import; an unfinished one of the same content goes on where it was, a finished one is read anew. */
  async begin(file: { readonly name: string; readonly sha256: string }, who: Principal): Promise<ImportRow> {
    const id = newId(this.clock.ms())
    const [row] = await this.database.query<ImportRow>(beginImport({ ...file, id }, who.name, this.clock.now()))
    if (row === undefined) throw new Error('An import could not be begun.')
    return row
  }

  /**
   * Stores the next chunk; one that is in already changes nothing, one that comes early waits for its turn: until the one
   * before it is in or, where no live incident would have to wait behind both, on its way. Where that did not come in after
   * all, neither did this one, and it is looked at again.
   */
  async rows(id: string, chunk: Chunk, share: number | null = null): Promise<Result<ImportRow>> {
    const fault = chunkFault(chunk)
    if (fault !== null) return wrong(fault)
    for (let [until, left] = [performance.now() + turnMs, tries]; ;) {
      const turn = this.turns.wait(id, lookMs)
      const [state] = await this.database.query<ImportRow>(importById(id))
      const isBehind = this.ingest.isQuiet() && this.underWay.isNext(id, firstRow(chunk))
      const next = judge(state, chunk, { mayWait: performance.now() < until, isBehind })
      if (next === 'wait') {
        if (await turn.moved) until = performance.now() + turnMs
        continue
      }
      turn.stop()
      if (next !== 'store') return next
      const stored = await this.store({ id, name: state?.name ?? '', share }, chunk)
      left -= 1
      if (stored.ok || left === 0) return stored
    }
  }

  async refusals(id: string): Promise<Result<readonly ImportRefusal[]>> {
    const [state] = await this.database.query<ImportRow>(importById(id))
    if (state === undefined) return none('import', id)
    const rows = await this.database.query<ImportRefusalRow>(importRefusals(id, mostRefusals))
    return ok(rows.map((row) => ({ ...row, errors: [...row.errors] })))
  }

  private async store({ id, name, share }: Place, chunk: Chunk): Promise<Result<ImportRow>> {
    const now = this.clock.now()
    const doubtOf = await this.points.doubtOf()
    const parsed = chunk.rows.map((row) => ({ ...row, ...parseRow(row.feature, now) }))
    const good = parsed.filter((row) => row.ok)
    const bad = parsed.flatMap((row) => (row.ok ? [] : [{ row: row.row, line: row.line, errors: row.errors }]))
    const doubts = good.map(({ input, admin1 }) => doubtOf(input, admin1))
    // A row is known by what its source says, whatever the gazetteer holds against it.
    const known = await this.points.covered(good.map(({ input }) => identified(input)))
    const entries = known.map((input, at): Entry => ({ what: 'new', input: withDoubt(input, doubts[at] ?? null) }))
    let state: ImportRow | undefined
    const stored = this.ingest.submit({
      entries,
      by: `Import of ${name}`,
      history: true,
      beside: async (run, outcomes) => {
        const late = outcomes.flatMap((outcome, at) => refusalOf(outcome, good[at]))
        const refused = [...chunk.refused, ...bad, ...late]
        const warned = outcomes.filter((it, at) => it.ok && doubts[at] !== null).length
        const came = { ...counted(outcomes), ...placed(chunk), refused, warned }
        const advance = { id, share, now, ...came, wrote: written(outcomes) }
        ;[state] = await run.query<ImportRow>(advanceImport(advance))
        if (state === undefined) throw new Refusal(elsewhere)
      },
    })
    const settled = this.underWay.during(id, chunk.nextRow, stored)
    this.turns.announce(id)
    try {
      await settled
    } catch (error) {
      if (error instanceof Refusal && error.failure === elsewhere) return { ok: false, failure: elsewhere }
      throw error
    }
    this.turns.announce(id)
    return state === undefined ? { ok: false, failure: elsewhere } : ok(state)
  }
}

const elsewhere = told('conflict', finding('import.chunkElsewhere', {}))

/** A row that its source gave no id is known by what it says: the same row twice is one incident, whatever its file. */
function identified(input: IncidentInput): IncidentInput {
  if (input.properties.externalId != null) return input
  const hash = createHash('sha256')
    .update(contentKey(identityOf(input, contentFrom(input))))
    .digest('hex')
  return { ...input, properties: { ...input.properties, externalId: `content:${hash.slice(0, 32)}` } }
}

function refusalOf(outcome: Outcome, place: { readonly row: number; readonly line: number } | undefined) {
  if (outcome.ok || place === undefined) return []
  const { detail, code, errors } = outcome.failure
  return [{ row: place.row, line: place.line, errors: errors ?? [{ path: '', message: detail ?? code }] }]
}

function written(outcomes: readonly Outcome[]): ImportAdvance['wrote'] {
  return outcomes.flatMap((it) =>
    it.ok && it.what !== 'unchanged' ? [{ id: it.incident.id, revision: it.incident.revision, what: it.what }] : [],
  )
}

function placed(chunk: Chunk): Pick<ImportAdvance, 'fromRow' | 'nextRow' | 'finished'> {
  return { fromRow: firstRow(chunk), nextRow: chunk.nextRow, finished: chunk.finished }
}

function counted(outcomes: readonly Outcome[]): Pick<ImportAdvance, 'stored' | 'unchanged' | 'revised'> {
  const count = (what: 'stored' | 'unchanged' | 'revised') => outcomes.filter((it) => it.ok && it.what === what).length
  return { stored: count('stored'), unchanged: count('unchanged'), revised: count('revised') }
}
