import { Inject, Injectable } from '@nestjs/common'
import {
  keptOf,
  moveImport,
  nextToUndo,
  noteUndone,
  type Database,
  type ImportRow,
  type UndoneRow,
  type WrittenRow,
} from '@cordon/db'
import type { Incident } from '@cordon/alerts'
import type { Entry, Outcome } from '../ingest/entry.js'
import { IngestService } from '../ingest/ingest.service.js'
import { DATABASE } from '../platform/database.js'
import { Refusal } from '../platform/result.js'

/** Incidents in one transaction. */
const atOnce = 100
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
  ) {}

  /** Goes on until all is taken back or it is told to stop; what is done stays done. */
  async goOn(it: ImportRow, stopped: () => boolean): Promise<void> {
    while (!stopped()) {
      const rows = await this.database.query<WrittenRow>(nextToUndo(it.id, atOnce))
      if (rows.length === 0) {
        await this.database.query(moveImport(it.id, { from: ['undoing'], to: 'undone' }))
        return
      }
      await this.takeBack(it, rows)
    }
  }

  /** Incidents that were left as they are. */
  async kept(id: string): Promise<readonly Incident[]> {
    const rows = await this.database.query<{ body: Incident }>(keptOf(id, mostKept))
    return rows.map(({ body }) => body)
  }

  private async takeBack(it: ImportRow, rows: readonly WrittenRow[]): Promise<void> {
    const reason = `Import of ${it.name} undone`
    const entries = rows.map(({ id, revision, before }): Entry => ({ what: 'undo', id, revision, before, reason }))
    await this.ingest.submit({
      entries,
      by: it.undoneBy ?? 'Cordon',
      history: true,
      beside: async (run, outcomes) => {
        const noted = await run.query(
          noteUndone(
            it.id,
            rows.map((row, at) => undoneOf(row, outcomes[at])),
          ),
        )
        if (noted.length < rows.length) throw new Refusal({ code: 'conflict', detail: 'It is being undone elsewhere.' })
      },
    })
  }
}

function undoneOf({ id, what }: WrittenRow, outcome: Outcome | undefined): UndoneRow {
  if (outcome?.ok !== true || outcome.what === 'unchanged') return { id, undone: 'kept' }
  return { id, undone: what === 'stored' ? 'withdrawn' : 'put-back' }
}
