import type { Rule } from '../model.js'
import { silenceKey } from '../rule/missed.js'
import type { Spell } from '../rule/absence.js'
import type { PastRevision } from './replay.js'

/** The incident that the house would have told of a silence, to be held against the rule that waited for it. */
export function revisionOf({ since, at }: Spell, rule: Rule, last: PastRevision): PastRevision {
  const { message: _heard, ...incident } = last.incident
  const key = silenceKey(rule.id, since)
  return {
    incident: {
      ...incident,
      ...({
        id: key,
        kind: 'event',
        type: 'nothing-heard',
        severity: 'severe',
        status: 'confirmed',
        grade: 'A1',
      } as const),
      ...({ externalId: key, occurredFrom: at, occurredTo: null, timePrecision: 'exact', history: false } as const),
    },
    at,
    mergedInto: null,
    // It is told at the zone itself.
    measure: { distanceMetres: 0, depthMetres: 1, reachMetres: 1, uncertaintyMetres: 0 },
  }
}
