import type { Casualties, CountRange, DraftCandidate, Incident, Likeness, PlacedDraft } from '@cordon/alerts'
import type { ReportSaid, ReportTold } from '../api/reports.js'
import { countText } from '../incident/counts.js'
import { coordinateText, readCoordinates } from '../ui/coordinates.js'
import { readWhen, whenText } from '../incident/entry.js'

type Fields = Pick<
  Incident,
  'title' | 'type' | 'severity' | 'kind' | 'timePrecision' | 'locationPrecision' | 'uncertaintyMetres'
>

/** Another draft of the text by its number, or an incident that is stored. */
export type SameAs =
  | { readonly is: 'draft'; readonly draft: number }
  | { readonly is: 'incident'; readonly id: string; readonly title: string }

/** What a likeness says that a draft is, once a person agrees. */
export function sameAsOf({ of }: Likeness): SameAs {
  return of.is === 'draft' ? { is: 'draft', draft: of.draft } : { is: 'incident', id: of.id, title: of.title }
}

/** A draft as a person corrects it: every field is what stands in its input. Times are UTC. */
export interface DraftForm extends Fields {
  readonly when: string
  readonly until: string
  readonly coordinates: string
  readonly place: string
  readonly killed: string
  readonly injured: string
  readonly actors: string
  readonly targets: string
  /** Who says it; the outlet that tells it stands over the whole text. */
  readonly saidBy: string
  readonly credibility: '1' | '2' | '3' | '4' | '5' | '6'
  /** What this one tells again; null where it is an incident of its own. */
  readonly sameAs: SameAs | null
}

/** The form of a draft. A place is filled in only where the gazetteer found one; what is ambiguous is asked. */
export function formOf(draft: PlacedDraft): DraftForm {
  const { value: time } = draft.time
  const found = draft.placing?.verdict === 'found' ? (draft.placing.candidates[0] ?? null) : null
  return {
    title: draft.title,
    type: draft.type.value,
    severity: draft.severity,
    kind: draft.kind.value,
    when: whenText(time.occurredFrom),
    until: time.occurredTo === null ? '' : whenText(time.occurredTo),
    timePrecision: time.timePrecision,
    ...placeOf(found),
    place: draft.place?.value.words ?? '',
    killed: countText(draft.casualties?.value.killed ?? null) ?? '',
    injured: countText(draft.casualties?.value.injured ?? null) ?? '',
    actors: draft.actors.map((it) => it.value).join('; '),
    targets: draft.targets.map((it) => it.value).join('; '),
    saidBy: draft.claims[0]?.value.who ?? '',
    credibility: draft.credibility,
    sameAs: null,
  }
}

/** What a chosen place fills in. */
export function placeOf(
  it: Pick<DraftCandidate, 'point' | 'uncertaintyMetres' | 'locationPrecision'> | null,
): Pick<DraftForm, 'coordinates' | 'uncertaintyMetres' | 'locationPrecision'> {
  if (it === null) return { coordinates: '', uncertaintyMetres: 1000, locationPrecision: 'near' }
  const { uncertaintyMetres, locationPrecision, point } = it
  return {
    coordinates: coordinateText(point.coordinates),
    uncertaintyMetres: Math.round(uncertaintyMetres),
    locationPrecision,
  }
}

export type FormProblem = 'title' | 'saidBy' | 'when' | 'until' | 'coordinates' | 'killed' | 'injured'

/** The first field that keeps a draft from being confirmed; null where it may be. */
export function formProblem(form: DraftForm, outlet: string): FormProblem | null {
  if (form.title.trim() === '') return 'title'
  if (form.saidBy.trim() === '' && outlet.trim() === '') return 'saidBy'
  if (readCount(form.killed) === undefined) return 'killed'
  if (readCount(form.injured) === undefined) return 'injured'
  if (form.sameAs !== null) return null
  if (!readWhen(form.when).ok) return 'when'
  if (!isEnd(form)) return 'until'
  return readCoordinates(form.coordinates).ok ? null : 'coordinates'
}

/** An end is a time that is not before the beginning; it may stay empty. */
function isEnd({ when, until }: DraftForm): boolean {
  if (until.trim() === '') return true
  const [from, to] = [readWhen(when), readWhen(until)]
  return from.ok && to.ok && from.instant <= to.instant
}

/** Reads `4`, `≥ 4`, `≤ 7` or `3–7`; null is "not stated", undefined is none of these. */
export function readCount(text: string): CountRange | null | undefined {
  const bare = text.replace(/\s+/g, '').replace(/^.*\((.*)\)$/, '$1')
  if (bare === '') return null
  const [, sign = '', first = '', second] = /^([≥≤]|>=|<=)?(\d{1,7})(?:[–-](\d{1,7}))?$/.exec(bare) ?? []
  if (first === '') return undefined
  if (second !== undefined)
    return sign === '' && Number(first) <= Number(second)
      ? { low: Number(first), best: null, high: Number(second) }
      : undefined
  if (sign === '') return { low: null, best: Number(first), high: null }
  return /[≥>]/.test(sign)
    ? { low: Number(first), best: null, high: null }
    : { low: null, best: null, high: Number(first) }
}

/** What stands over the whole text. */
export interface Telling {
  readonly text: string
  readonly source: string
  readonly publishedAt: string
}

/** The sentences that tell a draft, as its summary. */
export function summaryOf(draft: PlacedDraft, text: string): string {
  return draft.told.map(({ start, end }) => text.slice(start, end)).join('\n')
}

function casualtiesOf(form: DraftForm, draft: PlacedDraft): Casualties | null {
  const killed = readCount(form.killed) ?? null
  const injured = readCount(form.injured) ?? null
  const words = draft.casualties?.value.words ?? null
  if (killed === null && injured === null && words === null) return null
  return { source: null, killed, injured, words: words === null ? null : words.slice(0, 500) }
}

/** Who tells it, and whom that one repeats: two outlets that quote one agency are one origin. */
function sourcesOf(form: DraftForm, { source }: Telling): { readonly source: string; readonly origin?: string } {
  const [saidBy, outlet] = [form.saidBy.trim(), source.trim()]
  if (outlet === '') return { source: saidBy }
  return saidBy === '' || saidBy === outlet ? { source: outlet } : { source: outlet, origin: saidBy }
}

/** The names in a field, parted by semicolons. */
export const listed = (text: string) =>
  text
    .split(';')
    .map((it) => it.trim())
    .filter((it) => it !== '')

/** What a draft says as a report: who says it, in which words, and what others may say otherwise. */
export function reportSaid(form: DraftForm, draft: PlacedDraft, telling: Telling): ReportSaid {
  const casualties = casualtiesOf(form, draft)
  return {
    ...sourcesOf(form, telling),
    title: form.title.trim(),
    text: summaryOf(draft, telling.text),
    credibility: form.credibility,
    reportedAt: telling.publishedAt,
    ...(casualties === null ? {} : { casualties: [casualties] }),
    claims: claimsSaid(form, draft),
  }
}

/** Its claims beside the counts, which go as casualties: who did it, when and where. */
function claimsSaid(form: DraftForm, draft: PlacedDraft): NonNullable<ReportSaid['claims']> {
  const [from, to] = [readWhen(form.when), readWhen(form.until)]
  const by = listed(form.actors)
  const isUnknown = draft.actorCertainty === 'unknown'
  const place = form.place.trim()
  return [
    ...(by.length === 0 && !isUnknown ? [] : [attribution(by, isUnknown)]),
    ...(from.ok ? [{ topic: 'time' as const, from: from.instant, to: to.ok ? to.instant : null }] : []),
    ...(place === '' ? [] : [{ topic: 'place' as const, words: place }]),
  ]
}

/** Whoever says that it is not known names nobody, in the words used. */
function attribution(by: readonly string[], isUnknown: boolean) {
  const words = by.length === 0 ? null : by.join('; ').slice(0, 500)
  return isUnknown
    ? { topic: 'attribution' as const, by: [], denied: false, words }
    : { topic: 'attribution' as const, by: [...by], denied: false }
}

/** What happened as a draft tells it, to be stored with its report. */
export function incidentSaid(form: DraftForm, coordinates: readonly [number, number]): ReportTold['incident'] {
  const from = readWhen(form.when)
  const to = form.until.trim() === '' ? null : readWhen(form.until)
  const place = form.place.trim()
  return {
    geometry: { type: 'Point', coordinates: [...coordinates] },
    properties: {
      kind: form.kind,
      type: form.type,
      severity: form.severity,
      occurredFrom: from.ok ? from.instant : form.when,
      ...(to?.ok ? { occurredTo: to.instant } : {}),
      timePrecision: form.timePrecision,
      uncertaintyMetres: form.uncertaintyMetres,
      locationPrecision: form.locationPrecision,
      ...(place === '' ? {} : { place }),
      actors: listed(form.actors),
      targets: listed(form.targets),
    },
  }
}
