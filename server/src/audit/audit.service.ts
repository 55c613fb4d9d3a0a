import { Inject, Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common'
import type { Forgotten } from '@cordon/alerts'
import {
  appendAudit,
  auditAfter,
  auditCheckpoints,
  auditEntryAt,
  auditHead,
  forgottenAmong,
  takeAuditHead,
  type AuditEnd,
  type AuditRow,
  type AuditSeal,
  type Database,
  type Runner,
  type Statement,
} from '@cordon/db'
import { DATABASE } from '../platform/database.js'
import type { Vault } from '../deliver/vault.js'
import { VAULT } from '../deliver/vault.js'
import { auditKeyOf, signed, type AuditKey } from './audit-key.js'
import type { AuditSaid } from '../wire/index.js'
import { ChainCheck, firstNumber, lastNumber, linked, type AuditFault } from './chain.js'
import { mentioned, redactedEntries, salted, saidWithoutName, type Mentions } from './redact.js'
import type { Redacting } from './redactions.js'

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

type Entry = Omit<AuditSaid, 'seq'>

interface Waiting {
  readonly entry: Entry
  readonly done: () => void
}

/** Whose name is taken out, by which entries that was looked for before, and what is noted of it. */
interface Redaction {
  readonly who: Forgotten
  readonly known: Mentions
  readonly said: Pick<AuditSaid, 'at' | 'by' | 'name' | 'query'>
}

/** What was found of the chain: how far it goes, and what is wrong with it. */
export interface Verification {
  readonly entries: number
  readonly checkpoints: number
  /** Entries out of which a name was taken, as later entries say. */
  readonly redacted: number
  /** By whom and when they were taken out. */
  readonly redactions: readonly Redacting[]
  /** The end of the chain, to be noted outside of this house: a later look finds it again. */
  readonly head: string
  readonly faults: readonly AuditFault[]
}

/** Whoever takes the end away keeps everybody from noting anything: no node writes one anew, which would hide what was cut. */
export class EndGone extends Error {
  constructor() {
    super(
      'The audit log has no end: the row of audit_head is gone. Nothing is noted until it is put back from a backup.',
    )
  }
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

  /** Appends an entry within the transaction that does what it says, of which nothing is noted where that is not done. */
  async noteWithin(run: Runner, entry: Omit<AuditSaid, 'seq'>): Promise<void> {
    const head = await taken(run)
    await run.query(this.appended(head, await withoutForgotten(run, [entry])))
  }

  /** Appends an entry for which nobody waits, within a second: with all that come in it, as a flood of reports does. */
  noteSoon(entry: Omit<AuditSaid, 'seq'>): void {
    this.waiting.push({ entry, done: () => undefined })
    this.timer ??= setTimeout(() => this.begin(), soonMs)
  }

  /** Resolves when what was noted so far is on disk. */
  async settled(): Promise<void> {
    this.begin()
    await this.running
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
    if (head === undefined) throw new EndGone()
    const check = new ChainCheck(checkpoints, this.keys)
    const last = Math.min(head.last, lastNumber)
    let [entries, after] = [0, firstNumber]
    for (;;) {
      const rows = await this.database.query<AuditRow>(auditAfter(after, last, stepRows))
      for (const row of rows) check.next(row)
      entries += rows.length
      after = rows.at(-1)?.seq ?? after
      followed(Math.max(0, after), last)
      if (rows.length < stepRows) break
    }
    const faults = [...check.end(head), ...(noted === null ? [] : await lost(this.database, noted))]
    const redactions = check.redactions()
    const redacted = redactions.reduce((sum, it) => sum + it.entries, 0)
    return { entries, checkpoints: checkpoints.length, redacted, redactions, head: `${head.seq}:${head.hash}`, faults }
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

  private append(entries: readonly Entry[]): Promise<void> {
    return this.database.transaction('plain', async (run) => {
      const head = await taken(run)
      await run.last(this.appended(head, await withoutForgotten(run, entries)))
    })
  }

  private appended(before: AuditSeal, entries: readonly Entry[]): Statement {
    let { seq, hash } = before
    const rows = entries.map((said) => {
      seq += 1
      const entry = salted({ seq, ...said })
      hash = linked(hash, entry)
      return { seq, at: said.at, entry, hash }
    })
    const isCheckpoint = Math.floor(seq / checkpointEvery) > Math.floor(before.seq / checkpointEvery)
    return appendAudit({ rows, head: signed(seq, hash, this.keys[0]), isCheckpoint })
  }

  /** Looks for entries that may name somebody, before anything is held for it. */
  mentions(who: Pick<Forgotten, 'id' | 'name'>): Promise<Mentions> {
    return mentioned(this.database, who)
  }

  /**
   * Takes somebody's name out of the entries, within a transaction that forgets them; how many entries held it. Where an
   * entry stands in the chain stays as it was: new entries say what each says since, and are chained and signed as all are.
   */
  async redact(run: Runner, { who, known, said }: Redaction): Promise<number> {
    const head = await taken(run)
    const later = await mentioned(run, who, known.upTo)
    const found = await redactedEntries(run, who, [...known.seqs, ...later.seqs])
    const records = chunks(found, redactedAtOnce).map((redacted) => ({
      ...{ ...said, action: 'DELETE /api/accounts/:id/name', status: 200, params: { id: who.id } },
      redacted: redacted.map(([seq, text, hash]): [number, string, string] => [seq, text, hash]),
    }))
    await run.query(this.appended(head, records))
    return found.length
  }
}

/** So many entries are named by one that says what became of them. */
const redactedAtOnce = 200

/** At least one, which is empty where there is nothing. */
function chunks<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.max(1, Math.ceil(all.length / size)) }, (_, n) =>
    all.slice(n * size, (n + 1) * size),
  )
}

async function taken(run: Runner): Promise<AuditSeal> {
  const [head] = await run.query<AuditSeal>(takeAuditHead())
  if (head === undefined) throw new EndGone()
  return head
}

/** What waited, here or on another node, while whoever did it was forgotten says who stands in their place. */
async function withoutForgotten(run: Runner, entries: readonly Entry[]): Promise<readonly Entry[]> {
  const ids = new Set(entries.flatMap(({ by }) => (by.startsWith('account:') ? [by.slice('account:'.length)] : [])))
  const forgotten = ids.size === 0 ? [] : await run.query<Pick<Forgotten, 'id' | 'instead'>>(forgottenAmong([...ids]))
  if (forgotten.length === 0) return entries
  const instead = new Map(forgotten.map((it) => [`account:${it.id}`, it]))
  return entries.map((entry) => {
    const who = instead.get(entry.by)
    return who === undefined ? entry : saidWithoutName(entry, { ...who, name: entry.name })
  })
}

/** Whether an end that was noted stands in the chain no more. */
async function lost(run: Runner, noted: string): Promise<readonly AuditFault[]> {
  const [seq = '', hash] = noted.split(':')
  const [row] = await run.query<AuditRow>(auditEntryAt(Number(seq)))
  return row?.hash === hash ? [] : [{ what: 'cut', seq: Number(seq) }]
}
