import { createHash } from 'node:crypto'
import type { AuditEnd, AuditRow, AuditSeal } from '@cordon/db'
import { isSigned, type AuditKey } from './audit-key.js'
import { Redactions, saidOf, type Redacting } from './redactions.js'

/** What is wrong with the chain, and at which entry. */
export interface AuditFault {
  readonly what: 'changed' | 'missing' | 'moved' | 'cut' | 'checkpoint' | 'head'
  readonly seq: number
}

/** So many faults are told; where there are more, the chain is not worth more words. */
const mostFaults = 100

/** Entries are looked for from the first of these numbers to the last, though a chain begins with 1: what is put elsewhere is found. */
export const [firstNumber, lastNumber] = [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]

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
    if (seq < 1) return this.fault('moved', seq)
    this.missingUpTo(seq)
    const isWhole = linked(this.last.hash, entry) === hash
    const isNext = seq === this.last.seq + 1
    const said = saidOf(entry)
    if (said.seq !== seq) this.fault('moved', seq)
    else if (said.at !== at) this.fault('changed', seq)
    else this.redacted.add({ seq, entry, hash }, isWhole || !isNext)
    this.last = { seq, hash }
    this.seal(seq, hash)
  }

  /** What is wrong, once the last entry was followed; `head` is where the chain is said to end, and what stands last. */
  end(head: AuditEnd): readonly AuditFault[] {
    if (head.last > lastNumber) this.fault('moved', lastNumber)
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

  /** Those before an entry that are not there. Whoever numbers one far ahead makes nobody count up to it. */
  private missingUpTo(seq: number): void {
    const first = this.last.seq + 1
    for (let gone = first; gone < Math.min(seq, first + mostFaults); gone += 1) this.fault('missing', gone)
    for (const sealed of [...this.seals.keys()].filter((it) => it >= first && it < seq)) {
      this.seals.delete(sealed)
      this.fault('checkpoint', sealed)
    }
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
