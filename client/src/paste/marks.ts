import type { PlacedDraft, Span } from '@cordon/alerts'

export const markFields = ['type', 'place', 'time', 'who', 'casualties', 'source', 'doubt'] as const
/** Which field of a draft some words gave. */
export type MarkField = (typeof markFields)[number]

/** A stretch of the text as it is shown: what it gave, and to which drafts it belongs. */
export interface Piece extends Span {
  readonly text: string
  readonly fields: readonly MarkField[]
  /** Those of them that end here: a run of several pieces bears one label, at its end. */
  readonly ends: readonly MarkField[]
  /** Drafts whose sentences it stands in. */
  readonly drafts: readonly number[]
  /** Drafts that begin here. */
  readonly begins: readonly number[]
}

/** The words that gave each field of a draft. */
export function markedSpans(draft: PlacedDraft): readonly (Span & { readonly field: MarkField })[] {
  const of = (field: MarkField, ...values: readonly ({ readonly spans: readonly Span[] } | null)[]) =>
    values.flatMap((it) => (it?.spans ?? []).map((span) => ({ ...span, field })))
  return [
    ...of('type', draft.type, draft.kind),
    ...of('place', draft.place, draft.scope),
    ...of('time', draft.time),
    ...of('who', ...draft.actors, ...draft.targets),
    ...of('casualties', draft.casualties),
    ...of('source', ...draft.claims),
    ...of('doubt', draft.unconfirmed),
  ]
}

/** Cuts a text where a sentence of a draft or the words of the draft in hand begin or end. Together the pieces are the text. */
export function piecesOf(text: string, drafts: readonly PlacedDraft[], inHand: PlacedDraft | null): readonly Piece[] {
  const told = drafts.flatMap((it) => it.told.map((span) => ({ ...span, draft: it.draft })))
  const marked = inHand === null ? [] : markedSpans(inHand)
  const cuts = [...told, ...marked].flatMap(({ start, end }) => [start, end])
  const edges = [...new Set([0, ...cuts, text.length])].toSorted((a, b) => a - b)
  const within = (span: Span, start: number) => span.start <= start && start < span.end
  const fieldsAt = (start: number) => [...new Set(marked.filter((it) => within(it, start)).map((it) => it.field))]
  return edges.slice(0, -1).map((start, at) => {
    const end = edges[at + 1] ?? text.length
    const [fields, next] = [fieldsAt(start), end === text.length ? [] : fieldsAt(end)]
    return {
      start,
      end,
      text: text.slice(start, end),
      fields,
      ends: fields.filter((it) => !next.includes(it)),
      drafts: [...new Set(told.filter((it) => within(it, start)).map((it) => it.draft))],
      begins: drafts.filter((it) => it.told[0]?.start === start).map((it) => it.draft),
    }
  })
}
