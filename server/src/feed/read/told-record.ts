import { createHash } from 'node:crypto'
import { faultText, mapRecord, say, type MappedRecord, type RecordMapping } from '@cordon/alerts'
import type { FieldError } from '../../wire/index.js'
import { fieldOf } from './mapped.js'
import type { Draft, Told } from './page.js'

/** One record of a CSV or JSON feed as it stands there, or what is wrong with it. */
export type FeedRecord = {
  /** Where it stands, in words: `Line 4`. */
  readonly where: string
} & ({ readonly record: unknown } | { readonly errors: readonly FieldError[] })

/** What a record tells by a mapping. A record without an id of its own is known by its content. */
export function toldByMapping(found: FeedRecord, mapping: RecordMapping): Told {
  if (!('record' in found)) return unread(found)
  const { record, where } = found
  const mapped = mapRecord(record, mapping)
  const { draft, externalId } = draftOf(mapped)
  const raw = () => JSON.stringify(record, null, 1)
  const about = { externalId: externalId ?? contentId(record), updatedAt: mapped.updatedAt, raw }
  // Whatever else a record lacks, that it was taken back is told by its id.
  if (!mapped.ok && mapped.deleted && externalId !== null) return { ...about, withdrawn: true, draft: null }
  if (!mapped.ok) {
    const refused = mapped.errors.map((it) => at(where, { path: it.path, message: faultText(it) }))
    return { refused, externalId, draft, raw }
  }
  const { place } = mapped.input.properties
  return {
    ...about,
    withdrawn: mapped.deleted,
    draft,
    ...{ places: place === null ? [] : [place], admin1: mapped.admin1 },
    fieldOf: (path) => fieldOf(path, mapping),
  }
}

/** Something that stands where a record should. */
export function unread({ where, errors }: { readonly where: string; readonly errors: readonly FieldError[] }): Told {
  return { refused: errors.map((it) => at(where, it)), externalId: null, raw: () => '' }
}

/** What is wrong, with where it stands. */
export function at(where: string, { path, message }: FieldError): FieldError {
  const record = /^Record (\d+)$/.exec(where)?.[1]
  return {
    path,
    message: record === undefined ? `${where}: ${message}` : say('refused.atRecord', { record, why: message }),
  }
}

/** The same content is the same thing. */
export function contentId(record: unknown): string {
  return `content:${createHash('sha256').update(JSON.stringify(record)).digest('base64url').slice(0, 22)}`
}

function draftOf(mapped: MappedRecord): { readonly draft: Draft; readonly externalId: string | null } {
  const { geometry, properties } = mapped.ok ? mapped.input : mapped.partly
  const { source, externalId, ...rest } = properties
  // The feed is the source; whom the record names is where it has it from.
  const draft = { coordinates: geometry?.coordinates ?? null, properties: { ...rest, origin: rest.origin ?? source } }
  return { draft, externalId }
}
