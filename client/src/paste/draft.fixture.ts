import type { PlacedDraft } from '@cordon/alerts'

/** For tests: a draft that says little. */
export function aDraft(over: Partial<PlacedDraft> = {}): PlacedDraft {
  return {
    draft: 1,
    kind: { value: 'event', spans: [] },
    type: { value: 'ied', spans: [] },
    title: 'IED: Hajin',
    severity: 'moderate',
    told: [{ start: 0, end: 10 }],
    place: null,
    scope: null,
    time: { value: { occurredFrom: '2021-11-08T18:00:00.000Z', occurredTo: null, timePrecision: 'day' }, spans: [] },
    actors: [],
    actorCertainty: 'not-stated',
    targets: [],
    casualties: null,
    claims: [],
    unconfirmed: null,
    credibility: '6',
    mayBe: [],
    placing: null,
    around: null,
    ...over,
  }
}
