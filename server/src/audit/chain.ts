import { createHash } from 'node:crypto'
import type { AuditRow, AuditSeal } from '@cordon/db'
import { isSigned, type AuditKey } from './audit-key.js'
import { Redactions, saidOf, type Redacting } from './redactions.js'

/** What is wrong with the chain, and at which entry. */
export interface AuditFault {
  readonly what: 'changed' | 'missing' | 'moved' | 'cut' | 'checkpoint' | 'head'
  readonly seq: number
}

/** So many faults are told; where there are more, the chain is not worth more words. */
const mostFaults = 100

/** What the chain begins with. */
export const genesis = createHash('sha256').update('cordon audit').digest('hex')

/** The hash of an entry with the one before it. */
export function linked(before: string, entry: string): string {
  return createHash('sha256').update(Buffer.from(before, 'hex')).update(entry).digest('hex')
}

/**
 * Follows a chain from its beginning. Each fault is told once: after one the chain is followed on from what stands
 * there, so that what comes after it is held against itself.
 */
export class ChainCheck {
  private readonly redacted = new Redactions()
  private readonly found: AuditFault[] = []
  private readonly seals: Map<number, AuditSeal>
  private last = { seq: 0, hash: genesis }

  constructor(
    checkpoints: readonly AuditSeal[],
    private readonly keys: readonly AuditKey[],
  ) {
    this.seals = new Map(checkpoints.map((it) => [it.seq, it]))
  }

  /** The next entry by its number. */
  next({ seq, at, entry, hash }: AuditRow): void {
    for (let gone = this.last.seq + 1; gone < seq; gone += 1) this.missing(gone)
    const isWhole = linked(this.last.hash, entry) === hash
    const isNext = seq === this.last.seq + 1
    const said = saidOf(entry)
    if (said.seq !== seq) this.fault('moved', seq)
    else if (said.at !== at) this.fault('changed', seq)
    else this.redacted.add({ seq, entry, hash }, isWhole || !isNext)
    this.last = { seq, hash }
    this.seal(seq, hash)
  }

  /** What is wrong, once the last entry was followed; `head` is where the chain is said to end. */
  end(head: AuditSeal): readonly AuditFault[] {
    if (head.seq > this.last.seq || this.seals.size > 0) this.fault('cut', this.last.seq + 1)
    else if (head.seq !== this.last.seq || head.hash !== this.last.hash) this.fault('head', head.seq)
    if (head.seq > 0 && !isSigned(head, this.keys)) this.fault('head', head.seq)
    for (const seq of this.redacted.faults()) this.fault('changed', seq)
    return this.found.toSorted((a, b) => a.seq - b.seq)
  }

  /** Who took names out of entries, as later entries of the chain say. */
  redactions(): readonly Redacting[] {
    return this.redacted.told()
  }

  private missing(seq: number): void {
    this.fault('missing', seq)
    if (this.seals.delete(seq)) this.fault('checkpoint', seq)
  }

  private seal(seq: number, hash: string): void {
    const seal = this.seals.get(seq)
    if (seal === undefined) return
    this.seals.delete(seq)
    if (seal.hash !== hash || !isSigned(seal, this.keys)) this.fault('checkpoint', seq)
  }

  private fault(what: AuditFault['what'], seq: number): void {
    if (this.found.length < mostFaults) this.found.push({ what, seq })
  }
}
