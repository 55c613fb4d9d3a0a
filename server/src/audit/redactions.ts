import { createHash } from 'node:crypto'
import { z } from 'zod'

/** An entry as it stands: the text and the hash in the chain. */
interface Standing {
  readonly text: string
  readonly hash: string
}

/** What an entry says of itself; nothing where it is none. */
interface Said {
  readonly seq?: unknown
  readonly at?: unknown
  readonly by?: unknown
  readonly redacted?: unknown
}

/** By which entries names were taken out of others: who did it, when, and out of how many that stand so still. */
export interface Redacting {
  /** The first that says so. */
  readonly seq: number
  readonly at: string
  /** `account:…` or `token:…`. */
  readonly by: string
  readonly entries: number
}

type Redaction = readonly [seq: number, text: string, hash: string]
interface RedactionRecord {
  readonly seq: number
  readonly at: string
  readonly by: string
  readonly redacted: readonly Redaction[]
}
const recordForm = z.object({
  at: z.string(),
  by: z.string(),
  redacted: z.array(z.tuple([z.int(), z.string(), z.string()])),
})

/** Entries whose text is not what was hashed, held against what later ones say of them. To be told of each in order. */
export class Redactions {
  private readonly altered = new Map<number, Standing>()
  private readonly records: RedactionRecord[] = []

  /** An entry that is at its place; `isWhole`: whether it is what was hashed. */
  add({ seq, entry, hash }: { readonly seq: number; readonly entry: string; readonly hash: string }, isWhole: boolean) {
    if (!isWhole) this.altered.set(seq, { text: textHash(entry), hash })
    const record = isRecord(entry) ? recordForm.safeParse(saidOf(entry)).data : undefined
    if (record !== undefined) this.records.push({ seq, ...record })
  }

  /** Entries that are not what was hashed, and of which no later one says that they stand so. */
  faults(): readonly number[] {
    const believed = this.believed()
    return [...this.altered.keys()].filter((seq) => !believed.has(seq))
  }

  /** Who took names out, when, and out of how many entries. */
  told(): readonly Redacting[] {
    const told = new Map<string, Redacting>()
    for (const { seq, at, by } of this.believed().values()) {
      const before = told.get(`${at} ${by}`)
      told.set(`${at} ${by}`, { seq: Math.min(seq, before?.seq ?? seq), at, by, entries: (before?.entries ?? 0) + 1 })
    }
    return [...told.values()].toSorted((a, b) => a.seq - b.seq)
  }

  /**
   * Altered entries that stand as the last one says that names them, with that one. Looked through from the end: who took
   * a name out may be forgotten later, and an entry that was altered itself is believed where a later one says how it
   * stands.
   */
  private believed(): ReadonlyMap<number, RedactionRecord> {
    const said = new Map<number, Standing & { readonly by: RedactionRecord }>()
    const isAsSaid = (seq: number) => {
      const [stands, says] = [this.altered.get(seq), said.get(seq)]
      return stands === undefined || (stands.text === says?.text && stands.hash === says.hash)
    }
    for (const record of this.records.toReversed()) {
      if (!isAsSaid(record.seq)) continue
      for (const [seq, text, hash] of record.redacted)
        if (seq < record.seq && !said.has(seq)) said.set(seq, { text, hash, by: record })
    }
    const found = [...this.altered.keys()].flatMap((seq) => {
      const by = said.get(seq)?.by
      return by !== undefined && isAsSaid(seq) ? [[seq, by] as const] : []
    })
    return new Map(found)
  }
}

/** Whether an entry may say what was taken out of others. */
export function isRecord(entry: string): boolean {
  return entry.includes('"redacted":[')
}

/** By what an entry that was redacted is known. */
export function textHash(entry: string): string {
  return createHash('sha256').update(entry).digest('hex')
}

/** What an entry says of itself; nothing where it is none. */
export function saidOf(entry: string): Said {
  try {
    const said: unknown = JSON.parse(entry)
    return typeof said === 'object' && said !== null ? said : {}
  } catch {
    return {}
  }
}
