import { Inject, Injectable } from '@nestjs/common'
import {
  importById,
  keptOf,
  moveImport,
  nextToPutBack,
  noteUndone,
  withdrawImported,
  type Database,
  type ImportRow,
  type Runner,
  type UndoneRow,
  type WrittenRow,
} from '@cordon/db'
import { finding, houseName, say, type Incident } from '@cordon/alerts'
import type { Entry, Outcome } from '../ingest/entry.js'
import { IngestService } from '../ingest/ingest.service.js'
import { ChangeSignal } from '../live/signal.js'
import { Clock } from '../platform/clock.js'
import { DATABASE, takenHead } from '../platform/database.js'
import { faultPoint } from '../platform/fault-point.js'
import { Refusal, told } from '../platform/result.js'

/** Incidents in one statement: few enough that what comes in waits for none of them long. */
const withdrawnAtOnce = 500
const putBackAtOnce = 200
const mostKept = 1_000

/**
 * Takes back a whole import: what it added is withdrawn, what it changed is put back, each as one more revision; what
 * was changed after it is left as it is and listed.
 */
@Injectable()
export class UndoService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(IngestService) private readonly ingest: IngestService,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ChangeSignal) private readonly signal: ChangeSignal,
  ) {}

  /** Goes on until all is taken back or it is told to stop; what is done stays done. */
  async goOn(it: ImportRow, stopped: () => boolean): Promise<void> {
    while (!stopped()) {
      if (await this.withdrawSome(it)) continue
      const rows = await this.database.query<WrittenRow>(nextToPutBack(it.id, putBackAtOnce))
      if (rows.length === 0) {
        await this.database.query(moveImport(it.id, { from: ['undoing'], to: 'undone' }))
        return
      }
      await this.putBack(it, rows)
    }
  }

  /** Incidents that were left as they are. */
  async kept(id: string): Promise<readonly Incident[]> {
    const rows = await this.database.query<{ body: Incident }>(keptOf(id, mostKept))
    return rows.map(({ body }) => body)
  }

  /** Withdraws the next ones that it added; false where none is left. */
  private async withdrawSome(it: ImportRow): Promise<boolean> {
    const said = { at: this.clock.now(), reason: reasonOf(it), limit: withdrawnAtOnce }
    const done = await this.database.transaction('plain', async (run) => {
      await takenHead(run)
      return run.query(withdrawImported(it.id, { ...said, by: await undoneBy(run, it) }))
    })
    faultPoint('import.withdrawn')
    this.signal.committed()
    return done.length > 0
  }

  private async putBack(it: ImportRow, rows: readonly WrittenRow[]): Promise<void> {
    const reason = reasonOf(it)
    const entries = rows.map((row): Entry => ({ what: 'undo', ...row, reason }))
    await this.ingest.submit({
      entries,
      by: await undoneBy(this.database, it),
      history: true,
      beside: async (run, outcomes) => {
        const undone = rows.map(({ id }, at) => ({ id, undone: becameOf(outcomes[at]) }))
        const noted = await run.query(noteUndone(it.id, undone))
        if (noted.length < rows.length) throw new Refusal(told('conflict', finding('import.undoneElsewhere', {})))
      },
    })
  }
}

/** Who takes it back, by the name that they have now: whoever asked for it may be forgotten before all is done. */
async function undoneBy(run: Runner, { id }: Pick<ImportRow, 'id'>): Promise<string> {
  const [row] = await run.query<ImportRow>(importById(id))
  return row?.undoneBy ?? houseName
}

function reasonOf({ name }: ImportRow): string {
  return say('kept.importUndone', { file: name })
}

function becameOf(outcome: Outcome | undefined): UndoneRow['undone'] {
  return outcome?.ok === true && outcome.what !== 'unchanged' ? 'put-back' : 'kept'
}
