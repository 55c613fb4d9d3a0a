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

/** The end of the chain as it was signed. */
export function auditHead(): Statement {
  return { name: 'audit-head', text: `select ${seal} from audit_head`, values: [] }
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

/** Entries after one, in order. */
export function auditAfter(seq: number, limit: number): Statement {
  return {
    name: 'audit-after',
    text: `select seq, at, entry, encode(hash, 'hex') as hash from audit_entry where seq > $1 order by seq limit $2`,
    values: [seq, limit],
  }
}

/** Entries before one, the latest first; null begins at the end. */
export function auditBefore(seq: number | null, limit: number): Statement {
  return {
    name: 'audit-before',
    text: `
      select seq, at, entry, encode(hash, 'hex') as hash from audit_entry
      where seq < coalesce($1::bigint, 9223372036854775807) order by seq desc limit $2`,
    values: [seq, limit],
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
