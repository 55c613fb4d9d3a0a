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
  /** Entries whose text is not what was hashed, with what stands there. */
  private readonly altered = new Map<number, Standing>()
  /** What later entries say of others, each with its own number. */
  private readonly records: { readonly seq: number; readonly redacted: readonly Redaction[] }[] = []
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
    else {
      if (isNext && !isWhole) this.altered.set(seq, { text: textHash(entry), hash })
      this.records.push(...recordsIn(seq, said))
    }
    this.last = { seq, hash }
    this.seal(seq, hash)
  }

  /** What is wrong, once the last entry was followed; `head` is where the chain is said to end. */
  end(head: AuditSeal): readonly AuditFault[] {
    if (head.seq > this.last.seq || this.seals.size > 0) this.fault('cut', this.last.seq + 1)
    else if (head.seq !== this.last.seq || head.hash !== this.last.hash) this.fault('head', head.seq)
    if (head.seq > 0 && !isSigned(head, this.keys)) this.fault('head', head.seq)
    const redacted = this.redacted()
    for (const seq of this.altered.keys()) if (!redacted.has(seq)) this.fault('changed', seq)
    return this.found.toSorted((a, b) => a.seq - b.seq)
  }

  /** How many entries stand with names taken out of them, each as a later entry of the chain says. */
  redactions(): number {
    return this.redacted().size
  }

  /**
   * Altered entries that stand as the last one says that names them. Looked through from the end: who took a name out may
   * be forgotten later, and an entry that was altered itself is believed where a later one says how it stands.
   */
  private redacted(): ReadonlySet<number> {
    const said = new Map<number, Standing>()
    const isAsSaid = (seq: number) => {
      const [stands, says] = [this.altered.get(seq), said.get(seq)]
      return stands === undefined || (stands.text === says?.text && stands.hash === says.hash)
    }
    for (const { seq, redacted } of this.records.toReversed()) {
      if (!isAsSaid(seq)) continue
      for (const [other, text, hash] of redacted) if (other < seq && !said.has(other)) said.set(other, { text, hash })
    }
    return new Set([...this.altered.keys()].filter(isAsSaid))
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

/** What an entry is: the hash of its text, and its hash in the chain. */
interface Standing {
  readonly text: string
  readonly hash: string
}

type Redaction = readonly [seq: number, text: string, hash: string]
const redactions = z.array(z.tuple([z.int(), z.string(), z.string()]))

function recordsIn(seq: number, { redacted }: Said) {
  const found = redacted === undefined ? undefined : redactions.safeParse(redacted).data
  return found === undefined ? [] : [{ seq, redacted: found }]
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
