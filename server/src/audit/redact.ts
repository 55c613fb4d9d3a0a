import { isDeepStrictEqual } from 'node:util'
import { valueWithoutName, withoutName, type Forgotten } from '@cordon/alerts'
import { auditAmong, auditMentioning, redactAudit, type AuditRow, type LinkedRow, type Runner } from '@cordon/db'
import { auditSaid, type AuditSaid } from '../wire/index.js'
import { randomHex } from '../platform/random-hex.js'
import { nameKey } from '../wire/name-key.js'
import { linked } from './chain.js'
import { isRecord, Redactions, saidOf, textHash } from './redactions.js'

/** So many are looked at once. */
const stepRows = 1_000
const saltDigits = 32

type Redacted = readonly [seq: number, text: string, hash: string]

/** An entry as it is hashed. Its salt is told to nobody: without it no hash says whether a name that is guessed stood there. */
export function salted(said: AuditSaid): string {
  return JSON.stringify({ ...said, salt: randomHex(saltDigits) })
}

/** Entries that may name somebody, and up to which entry they were looked for. */
export interface Mentions {
  readonly seqs: readonly number[]
  readonly upTo: number
}

/** Looks for entries after one that may name somebody, and for those that say what was taken out of others. */
export async function mentioned(
  run: Runner,
  { id, name }: Pick<Forgotten, 'id' | 'name'>,
  after = 0,
): Promise<Mentions> {
  const pieces = nameKey(name).split(/["\\]/)
  const seqs: number[] = []
  let upTo = after
  for (;;) {
    const rows = await run.query<AuditRow>(auditMentioning({ id, pieces, after: upTo, limit: stepRows }))
    for (const { seq, entry } of rows) {
      const plain = entry.normalize('NFKC').toLowerCase()
      const isNamed = plain.includes(id) || pieces.every((it) => plain.includes(it))
      if (isNamed || isRecord(entry)) seqs.push(seq)
    }
    upTo = rows.at(-1)?.seq ?? upTo
    if (rows.length < stepRows) return { seqs, upTo }
  }
}

/**
 * Takes a name out of entries while the end of the chain is held, and says what each says since. One that somebody had
 * changed loses the name as well and is not among them: to say that it may stand so would hide what was done to it.
 */
export async function redactedEntries(
  run: Runner,
  who: Forgotten,
  seqs: readonly number[],
): Promise<readonly Redacted[]> {
  const [redactions, found] = [new Redactions(), new Map<number, Redacted>()]
  for (let at = 0; at < seqs.length; at += stepRows) {
    const rows = await run.query<LinkedRow>(auditAmong(seqs.slice(at, at + stepRows)))
    for (const row of rows) redactions.add(row, row.before !== null && linked(row.before, row.entry) === row.hash)
    const changed = rows.flatMap(({ seq, entry, hash }) => {
      const then = entryWithoutName(entry, who)
      return then === entry ? [] : [{ seq, entry: then, hash }]
    })
    if (changed.length > 0) await run.query(redactAudit(changed))
    for (const { seq, entry, hash } of changed) found.set(seq, [seq, textHash(entry), hash])
  }
  for (const seq of redactions.faults()) found.delete(seq)
  return [...found.values()]
}

/** What an entry says without a name, with another salt, where it names them; what is no entry any more, as plain text. */
function entryWithoutName(entry: string, who: Forgotten): string {
  const said = auditSaid.safeParse(saidOf(entry)).data
  if (said === undefined) return withoutName(entry, who)
  const then = saidWithoutName(said, who)
  return isDeepStrictEqual(then, said) ? entry : salted(then)
}

/** The same without a name: of who did it by the account or as it is compared, elsewhere as words of its own. */
export function saidWithoutName<T extends Omit<AuditSaid, 'seq'>>(said: T, who: Forgotten): T {
  const isTheirs = said.by === `account:${who.id}` || nameKey(said.name) === nameKey(who.name)
  return {
    ...said,
    name: isTheirs ? who.instead : said.name,
    params: valueWithoutName(said.params, who),
    query: valueWithoutName(said.query, who),
  }
}
