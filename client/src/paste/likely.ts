import { isSuggestible, sameness, suggestFrom, type Comparable, type Incident, type Likeness } from '@cordon/alerts'
import { readWhen } from '../incident/entry.js'
import { readCoordinates } from '../ui/coordinates.js'
import { listed, summaryOf, type Telling } from './draftForm.js'
import type { Card } from './usePaste.js'

type Told = Pick<Card, 'draft' | 'form'>

/**
 * What somebody has stored since the text was read and a draft may tell again, the likeliest first: two who confirm the
 * same text in words of their own are told of each other. Nothing for a draft that has no place or time.
 */
export function likelyAmong(card: Told, telling: Telling, since: readonly Incident[]): readonly Likeness[] {
  const told = comparableOf(card, telling)
  if (told === null) return []
  return since
    .filter((it) => isSuggestible(told, it))
    .map((it): Likeness => ({ of: named(it), ...sameness(told, it) }))
    .filter(({ score }) => score >= suggestFrom)
    .toSorted((a, b) => b.score - a.score)
}

function named({ id, title, place, occurredFrom, status }: Incident): Likeness['of'] {
  return { is: 'incident', id, title, place, occurredFrom, status }
}

/** The incident that a draft would become, as it stands in its form. */
function comparableOf({ draft, form }: Told, telling: Telling): Comparable | null {
  const [where, from, until] = [readCoordinates(form.coordinates), readWhen(form.when), readWhen(form.until)]
  if (!where.ok || !from.ok) return null
  const { kind, type, title, timePrecision, uncertaintyMetres } = form
  return {
    ...{ id: `draft-${draft.draft}`, kind, type, title, timePrecision, uncertaintyMetres },
    ...{ point: { type: 'Point', coordinates: [...where.position] }, place: form.place.trim() || null },
    ...{ occurredFrom: from.instant, occurredTo: until.ok ? until.instant : null },
    ...{ actors: listed(form.actors), casualties: draft.casualties === null ? [] : [draft.casualties.value] },
    ...{ summary: summaryOf(draft, telling.text), source: telling.source.trim() || form.saidBy, externalId: null },
  }
}
