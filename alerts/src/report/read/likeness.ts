import type { Incident } from '../../model.js'
import { isSuggestible, sameness, suggestFrom, type Comparable } from '../same.js'
import type { Likeness, PlacedDraft } from './words.js'

type Told = Omit<PlacedDraft, 'mayBe'>

/** So many are shown: more than a few to choose from is no help. */
const mostShown = 3

/** A draft as it is compared; null where nothing says where it lies. What may mean two places is taken for the likelier. */
export function comparableDraft(draft: Told, text: string): Comparable | null {
  const [candidate] = draft.placing?.candidates ?? []
  if (candidate === undefined || draft.place === null) return null
  const { point, uncertaintyMetres } = candidate
  return {
    id: `draft-${draft.draft}`,
    kind: draft.kind.value,
    type: draft.type.value,
    title: draft.title,
    point,
    uncertaintyMetres,
    place: draft.place.value.name,
    ...draft.time.value,
    actors: draft.actors.map((it) => it.value),
    casualties: draft.casualties === null ? [] : [draft.casualties.value],
    summary: draft.told.map(({ start, end }) => text.slice(start, end)).join('\n'),
    source: null,
    externalId: null,
  }
}

/** A draft beside the ones before it, each as it is compared. */
export interface Beside<T> {
  readonly it: T
  readonly as: Comparable | null
}

/** What of the drafts before it one may tell again. A sentence that tells two things tells two. */
export function likeEarlier(draft: Beside<Told>, earlier: readonly Beside<Told>[]): readonly Likeness[] {
  return earlier.flatMap((other) => {
    if (draft.as === null || other.as === null || draft.it.told[0]?.start === other.it.told[0]?.start) return []
    return likeness(draft.as, other.as, { is: 'draft', draft: other.it.draft })
  })
}

/** What of the incidents that are stored a draft may tell again. */
export function likeStored(as: Comparable, stored: readonly Incident[]): readonly Likeness[] {
  return stored.flatMap((other) => {
    const { id, title, place, occurredFrom, status } = other
    return likeness(as, other, { is: 'incident', id, title, place, occurredFrom, status })
  })
}

function likeness(one: Comparable, other: Comparable, of: Likeness['of']): readonly Likeness[] {
  if (!isSuggestible(one, other)) return []
  const same = sameness(one, other)
  return same.score < suggestFrom ? [] : [{ ...same, of }]
}

/** The likeliest few, drafts of the same text before what is stored: those are before one's eyes. */
export function likeliest(all: readonly Likeness[]): readonly Likeness[] {
  const rank = ({ of, score }: Likeness) => score + (of.is === 'draft' ? 1 : 0)
  return all.toSorted((a, b) => rank(b) - rank(a)).slice(0, mostShown)
}
