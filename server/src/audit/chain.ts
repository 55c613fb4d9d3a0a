import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { AuditRow, AuditSeal } from '@cordon/db'
import { isSigned, type AuditKey } from './audit-key.js'

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
  /** Entries whose text is not what was hashed, and the hash of the text that stands there. */
  private readonly altered = new Map<number, string>()
  /** The texts that later entries say stand in place of others, by their hashes. */
  private readonly redacted = new Map<number, string>()
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
    else if (isNext && !isWhole) this.altered.set(seq, textHash(entry))
    else for (const [other, text] of redactionsIn(said)) this.redacted.set(other, text)
    this.last = { seq, hash }
    this.seal(seq, hash)
  }

  /** What is wrong, once the last entry was followed; `head` is where the chain is said to end. */
  end(head: AuditSeal): readonly AuditFault[] {
    if (head.seq > this.last.seq || this.seals.size > 0) this.fault('cut', this.last.seq + 1)
    else if (head.seq !== this.last.seq || head.hash !== this.last.hash) this.fault('head', head.seq)
    if (head.seq > 0 && !isSigned(head, this.keys)) this.fault('head', head.seq)
    for (const [seq, text] of this.altered) if (this.redacted.get(seq) !== text) this.fault('changed', seq)
    return this.found.toSorted((a, b) => a.seq - b.seq)
  }

  /** How many entries stand with names taken out of them, each as a later entry of the chain says. */
  redactions(): number {
    return [...this.altered].filter(([seq, text]) => this.redacted.get(seq) === text).length
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

/** By what an entry that was redacted is known. */
export function textHash(entry: string): string {
  return createHash('sha256').update(entry).digest('hex')
}

const redactions = z.array(z.tuple([z.int(), z.string()]))

function redactionsIn({ redacted }: Said): readonly (readonly [number, string])[] {
  return redacted === undefined ? [] : (redactions.safeParse(redacted).data ?? [])
}

interface Said {
  readonly seq?: unknown
  readonly at?: unknown
  readonly redacted?: unknown
}

/** What an entry says of itself; nothing where it is none. */
function saidOf(entry: string): Said {
  try {
    const said: unknown = JSON.parse(entry)
    return typeof said === 'object' && said !== null ? said : {}
  } catch {
    return {}
  }
}
