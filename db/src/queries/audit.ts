import type { Statement } from '../database.js'

/** One entry of the audit log: the text that was hashed, and the hash of it with the one before, in hexadecimal. */
export interface AuditRow {
  readonly seq: number
  readonly at: string
  readonly entry: string
  readonly hash: string
}

/** What was signed: the chain up to an entry. Null where nothing was yet. */
export interface AuditSeal {
  readonly seq: number
  readonly hash: string
  readonly keyId: string | null
  readonly signature: string | null
}

const seal = `seq, encode(hash, 'hex') as hash, key_id as "keyId", encode(signature, 'hex') as signature`

/** Takes the end of the chain: whoever has it is the only one to append, over all nodes, until the transaction ends. */
export function takeAuditHead(): Statement {
  return { name: 'take-audit-head', text: `select ${seal} from audit_head for update`, values: [] }
}

/** The end of the chain as it was signed, and the number of the last entry that stands there at that moment. */
export function auditHead(): Statement {
  return {
    name: 'audit-head',
    text: `select ${seal}, coalesce((select max(e.seq) from audit_entry e), 0) as last from audit_head`,
    values: [],
  }
}
export interface AuditEnd extends AuditSeal {
  readonly last: number
}

/** An entry and when it was made. */
export interface AuditMoment {
  readonly seq: number
  readonly at: string
}

/** The last entry, and the last one whose signature is kept for good; no row where there is none. */
export function auditStanding(): Statement {
  return {
    name: 'audit-standing',
    text: `
      select 'head' as what, e.seq, e.at from audit_head h join audit_entry e on e.seq = h.seq
      union all (
        select 'checkpoint', e.seq, e.at from audit_checkpoint c join audit_entry e on e.seq = c.seq
        order by c.seq desc limit 1
      )`,
    values: [],
  }
}

/** What a batch appends to the chain, each with its time; the last one is signed. */
export interface AuditBatch {
  readonly rows: readonly AuditRow[]
  readonly head: AuditSeal
  /** Whether the signature is kept for good as well. */
  readonly isCheckpoint: boolean
}

/** Appends a batch to the chain. To be asked while its end is held. */
export function appendAudit({ rows, head, isCheckpoint }: AuditBatch): Statement {
  return {
    name: 'append-audit',
    text: `
      with added as (
        insert into audit_entry (seq, at, entry, hash)
        select seq, at, entry, decode(hash, 'hex')
        from jsonb_to_recordset($1::jsonb) as r(seq bigint, at timestamptz, entry text, hash text)
      ),
      sealed as (
        insert into audit_checkpoint (seq, hash, key_id, signature)
        select $2::bigint, decode($3, 'hex'), $4, decode($5, 'hex') where $6::boolean
      )
      update audit_head set seq = $2::bigint, hash = decode($3, 'hex'), key_id = $4, signature = decode($5, 'hex')`,
    values: [JSON.stringify(rows), head.seq, head.hash, head.keyId, head.signature, isCheckpoint],
  }
}

/** Entries after one up to another, in order. */
export function auditAfter(seq: number, last: number, limit: number): Statement {
  return {
    name: 'audit-after',
    text: `
      select seq, at, entry, encode(hash, 'hex') as hash from audit_entry
      where seq > $1 and seq <= $2 order by seq limit $3`,
    values: [seq, last, limit],
  }
}

/** Which entries are wanted: what each must hold, and where to look, from `from` up to before `before`. */
export interface AuditSearch {
  /** Pieces of the entry's text, all of which stand in it. */
  readonly holding: readonly string[]
  readonly from: number
  readonly before: number
  readonly limit: number
}

/** Entries that hold what is wanted, the latest first. The text is looked through as it is: keep the span bounded. */
export function auditHolding({ holding, from, before, limit }: AuditSearch): Statement {
  const held = holding.map((_, at) => `and strpos(entry, $${at + 4}) > 0`).join(' ')
  return {
    name: `audit-holding-${holding.length}`,
    text: `
      select seq, at, entry, encode(hash, 'hex') as hash from audit_entry
      where seq >= $1 and seq < $2 ${held} order by seq desc limit $3`,
    values: [from, before, limit, ...holding],
  }
}

/** Where entries of a time can stand. */
export interface AuditBounds {
  /** The first that may be of it. */
  readonly from: number
  /** The first after it. */
  readonly before: number
}

/**
 * Where the entries from one time up to another can stand; null is open. Nodes’ clocks differ, so that an entry may stand
 * a little before an earlier one: what lies outside has to be left out by its own time.
 */
export function auditBounds(from: string | null, until: string | null): Statement {
  const near = 1_000
  return {
    name: 'audit-bounds',
    text: `
      select coalesce((select min(seq) from (
          select seq from audit_entry where at >= $1::timestamptz order by at limit ${near}) it),
          case when $1::timestamptz is null then 1 else h.seq + 1 end)::bigint as "from",
        coalesce((select max(seq) + 1 from (
          select seq from audit_entry where at < $2::timestamptz order by at desc limit ${near}) it),
          case when $2::timestamptz is null then h.seq + 1 else 1 end)::bigint as before
      from audit_head h`,
    values: [from, until],
  }
}

/** Of whom entries are wanted: by the id and by pieces of the name in lower case, after an entry. */
export interface AuditMention {
  readonly id: string
  readonly pieces: readonly string[]
  readonly after: number
  readonly limit: number
}

/**
 * Entries that may name somebody, in order, and those that say what was taken out of others. What holds more than ASCII
 * may be the name in another spelling, which not every database can tell.
 */
export function auditMentioning({ id, pieces, after, limit }: AuditMention): Statement {
  return {
    name: 'audit-mentioning',
    text: `
      select seq, at, entry, encode(hash, 'hex') as hash from audit_entry
      where seq > $1 and (
        octet_length(entry) <> length(entry) or strpos(entry, $2) > 0 or strpos(entry, '"redacted":[') > 0
        or (select bool_and(strpos(lower(entry), piece) > 0) from unnest($3::text[]) piece))
      order by seq limit $4`,
    values: [after, id, pieces, limit],
  }
}

/** Some entries, each with the hash before it, from which its own goes on; null where that is gone. */
export function auditAmong(seqs: readonly number[]): Statement {
  return {
    name: 'audit-among',
    text: `
      select e.seq, e.at, e.entry, encode(e.hash, 'hex') as hash, case
        when e.seq = 1 then encode(sha256('cordon audit'), 'hex') else encode(b.hash, 'hex') end as before
      from audit_entry e left join audit_entry b on b.seq = e.seq - 1
      where e.seq = any($1::bigint[]) order by e.seq`,
    values: [seqs],
  }
}
export interface LinkedRow extends AuditRow {
  readonly before: string | null
}

/** Lets other texts stand in place of some entries'. To be asked while the end of the chain is held. */
export function redactAudit(rows: readonly Pick<AuditRow, 'seq' | 'entry'>[]): Statement {
  return {
    name: 'redact-audit',
    text: `
      update audit_entry e set entry = r.entry
      from jsonb_to_recordset($1::jsonb) as r(seq bigint, entry text) where e.seq = r.seq`,
    values: [JSON.stringify(rows)],
  }
}

/** One entry. */
export function auditEntryAt(seq: number): Statement {
  return {
    name: 'audit-entry-at',
    text: `select seq, at, entry, encode(hash, 'hex') as hash from audit_entry where seq = $1`,
    values: [seq],
  }
}

/** What was signed and kept, in order. */
export function auditCheckpoints(): Statement {
  return { name: 'audit-checkpoints', text: `select ${seal} from audit_checkpoint order by seq`, values: [] }
}
