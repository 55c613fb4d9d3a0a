import { Inject, Injectable } from '@nestjs/common'
import {
  auditBounds,
  auditedThings,
  auditHolding,
  type AuditBounds,
  type AuditedRow,
  type AuditRow,
  type Database,
} from '@cordon/db'
import { audiencesOf, may, type Principal } from '../access/principal.js'
import { DATABASE } from '../platform/database.js'
import { auditSaid, type AuditEntry, type AuditFilter, type AuditSaid } from '../wire/index.js'
import { aboutOf } from './about.js'
import { isWanted, piecesOf } from './audit-search.js'

/** One answer looks through so many entries at most; the next one goes on from there. */
const mostLooked = 200_000

/** A page of entries, and before which one the next page begins; null where there is no more. */
export interface AuditPage {
  readonly items: readonly AuditEntry[]
  readonly next: number | null
}

interface Place {
  readonly before: number | null
  readonly limit: number
}

/** Finds in the audit log what was done, and tells it to those who may read it. */
@Injectable()
export class AuditReader {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Latest first, before an entry (null: from the end on). */
  async page(filter: AuditFilter, { before, limit }: Place, who: Principal): Promise<AuditPage> {
    const nothing = { items: [], next: null }
    if (filter.thing !== undefined && (await this.things([filter.thing], who)).size === 0) return nothing
    const [bounds] = await this.database.query<AuditBounds>(auditBounds(filter.from ?? null, filter.until ?? null))
    if (bounds === undefined) return nothing
    const end = Math.min(before ?? bounds.before, bounds.before)
    const from = Math.max(bounds.from, end - mostLooked)
    const search = { holding: piecesOf(filter), from, before: end, limit }
    const rows = await this.database.query<AuditRow>(auditHolding(search))
    const next = rows.length === limit ? (rows.at(-1)?.seq ?? from) : from
    return { items: await this.told(rows, filter, who), next: next > bounds.from ? next : null }
  }

  /** All that is wanted, page by page. */
  async *pages(filter: AuditFilter, who: Principal): AsyncGenerator<readonly AuditEntry[]> {
    let before: number | null = null
    do {
      const page: AuditPage = await this.page(filter, { before, limit: 1_000 }, who)
      yield page.items
      before = page.next
    } while (before !== null)
  }

  private async told(rows: readonly AuditRow[], filter: AuditFilter, who: Principal): Promise<readonly AuditEntry[]> {
    const wanted = rows
      .map(({ entry, hash }) => ({ ...auditSaid.parse(JSON.parse(entry)), hash }))
      .filter((said) => isWanted(said, filter))
    const abouts = wanted.map(aboutOf)
    const things = await this.things(
      abouts.flatMap((it) => (it === null ? [] : [it.id])),
      who,
    )
    const by = `${who.kind}:${who.id}`
    return wanted.map((said, at) => ({
      ...toldTo(said, by),
      hash: said.hash,
      thing: things.get(keyOf(abouts[at] ?? null)) ?? null,
    }))
  }

  /** Which things with these ids are there for the reader, by kind and id. */
  private async things(ids: readonly string[], who: Principal): Promise<ReadonlyMap<string, AuditedRow>> {
    const names = [...new Set(ids)]
    if (names.length === 0) return new Map()
    const reader = { audiences: audiencesOf(who), teams: may(who, 'team:manage') }
    const uuids = names.filter((it) => uuidForm.test(it))
    const rows = await this.database.query<AuditedRow>(auditedThings({ uuids, names }, reader))
    return new Map(rows.map((row) => [keyOf(row), row]))
  }
}

const uuidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function keyOf(about: Pick<AuditedRow, 'kind' | 'id'> | null): string {
  return about === null ? '' : `${about.kind}:${about.id}`
}

/** The ids of what others did something with are kept and not told: any may be of a zone that is theirs alone. */
function toldTo<T extends AuditSaid>(entry: T, by: string): T {
  if (entry.by === by) return entry
  const { params, query, made, ...rest } = entry
  const told = { params: withoutIds(params), query: withoutIds(query) }
  return { ...entry, ...rest, ...told, ...(made === undefined ? {} : { made: '…' }) }
}

function withoutIds(value: unknown): unknown {
  const text = JSON.stringify(value ?? null).replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, '…')
  const told: unknown = JSON.parse(text)
  return told
}
