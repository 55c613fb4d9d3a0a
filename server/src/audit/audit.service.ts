import { Inject, Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common'
import {
  appendAudit,
  auditAfter,
  auditCheckpoints,
  auditEntryAt,
  auditHead,
  takeAuditHead,
  type AuditEnd,
  type AuditRow,
  type AuditSeal,
  type Database,
  type Runner,
} from '@cordon/db'
import { DATABASE } from '../platform/database.js'
import type { Vault } from '../deliver/vault.js'
import { VAULT } from '../deliver/vault.js'
import { auditKeyOf, signed, type AuditKey } from './audit-key.js'
import type { AuditSaid } from '../wire/index.js'
import { ChainCheck, linked, type AuditFault } from './chain.js'

/** So many entries are appended at once; what comes meanwhile is the next batch. */
const batchRows = 500
/** A signature is kept for good as often as this. */
const checkpointEvery = 100
/** So many are followed at once, so that whatever else is asked for comes in between. */
const stepRows = 1_000
const retryMs = 1_000
const soonMs = 1_000

/** How far a check is: up to which entry, of how many. */
type Followed = (seq: number, of: number) => void

interface Waiting {
  readonly entry: Omit<AuditSaid, 'seq'>
  readonly done: () => void
}

/** What was found of the chain: how far it goes, and what is wrong with it. */
export interface Verification {
  readonly entries: number
  readonly checkpoints: number
  /** The end of the chain, to be noted outside of this house: a later look finds it again. */
  readonly head: string
  readonly faults: readonly AuditFault[]
}

/**
 * The audit log: what was done and taken out, by whom, chained so that no entry can be changed, taken away or put
 * elsewhere unseen. One append at a time over all nodes, many entries in each; the end is signed every time.
 */
@Injectable()
export class AuditService implements BeforeApplicationShutdown {
  private readonly log = new Logger(AuditService.name)
  private readonly keys: readonly [AuditKey, ...AuditKey[]]
  private readonly waiting: Waiting[] = []
  private timer: NodeJS.Timeout | undefined
  private running: Promise<void> | null = null
  private isClosing = false

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(VAULT) vault: Vault,
  ) {
    const [first, ...others] = vault.derived('cordon audit').map(auditKeyOf)
    if (first === undefined) throw new Error('A vault has a key.')
    this.keys = [first, ...others]
  }

  /** Appends an entry; resolves when it is on disk. While the database is away it is kept, and tried again. */
  note(entry: Omit<AuditSaid, 'seq'>): Promise<void> {
    return new Promise((done) => {
      this.waiting.push({ entry, done })
      this.begin()
    })
  }

  /** Appends an entry for which nobody waits, within a second: with all that come in it, as a flood of reports does. */
  noteSoon(entry: Omit<AuditSaid, 'seq'>): void {
    this.waiting.push({ entry, done: () => undefined })
    this.timer ??= setTimeout(() => this.begin(), soonMs)
  }

  private begin(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    // What was to come soon may have gone with what went before: a run of nothing would be over before it counts as begun.
    if (this.waiting.length > 0) this.running ??= this.run()
  }

  /**
   * Follows the whole chain, as it stands at one moment, page by page and outside of any transaction: what stands there
   * stays as it is. It must hold the end that was `noted` earlier, `number:hash`; `followed` is told how far it is.
   */
  async verify(noted: string | null = null, followed: Followed = () => undefined): Promise<Verification> {
    const checkpoints = await this.database.query<AuditSeal>(auditCheckpoints())
    const [head] = await this.database.query<AuditEnd>(auditHead())
    if (head === undefined) throw new Error('The audit log has no end.')
    const check = new ChainCheck(checkpoints, this.keys)
    let [entries, after] = [0, 0]
    for (;;) {
      const rows = await this.database.query<AuditRow>(auditAfter(after, head.last, stepRows))
      for (const row of rows) check.next(row)
      entries += rows.length
      after = rows.at(-1)?.seq ?? after
      followed(after, head.last)
      if (rows.length < stepRows) break
    }
    const faults = [...check.end(head), ...(noted === null ? [] : await lost(this.database, noted))]
    return { entries, checkpoints: checkpoints.length, head: `${head.seq}:${head.hash}`, faults }
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isClosing = true
    this.begin()
    await this.running
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting.slice(0, batchRows)
      try {
        await this.append(batch.map(({ entry }) => entry))
        this.waiting.splice(0, batch.length)
        for (const { done } of batch) done()
      } catch (error) {
        this.log.warn(`The audit log could not be written: ${error instanceof Error ? error.message : String(error)}`)
        if (this.isClosing) break
        await new Promise((resolve) => setTimeout(resolve, retryMs).unref())
      }
    }
    this.running = null
  }

  private append(entries: readonly Omit<AuditSaid, 'seq'>[]): Promise<void> {
    return this.database.transaction('plain', async (run) => {
      const [before] = await run.query<AuditSeal>(takeAuditHead())
      if (before === undefined) throw new Error('The audit log has no end.')
      let { seq, hash } = before
      const rows = entries.map((said) => {
        seq += 1
        const entry = JSON.stringify({ seq, ...said })
        hash = linked(hash, entry)
        return { seq, at: said.at, entry, hash }
      })
      const isCheckpoint = Math.floor(seq / checkpointEvery) > Math.floor(before.seq / checkpointEvery)
      await run.last(appendAudit({ rows, head: signed(seq, hash, this.keys[0]), isCheckpoint }))
    })
  }
}

/** Whether an end that was noted stands in the chain no more. */
async function lost(run: Runner, noted: string): Promise<readonly AuditFault[]> {
  const [seq = '', hash] = noted.split(':')
  const [row] = await run.query<AuditRow>(auditEntryAt(Number(seq)))
  return row?.hash === hash ? [] : [{ what: 'cut', seq: Number(seq) }]
}
