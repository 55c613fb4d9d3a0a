import type { Incident } from '@cordon/alerts'
import type { Feature } from 'geojson'
import { strengthOf } from '../world/age.js'

/**
 * Makes features of incidents, and gives the same one again as long as neither the incident nor the step of its age has
 * changed: what is the same needs no comparing. A changed incident is another object.
 */
export function drawnOnce(make: (incident: Incident, strength: number) => Feature) {
  const kept = new WeakMap<Incident, { readonly strength: number; readonly feature: Feature }>()
  return (incident: Incident, nowMs: number): Feature => {
    const strength = strengthOf(Date.parse(incident.occurredFrom), nowMs)
    const before = kept.get(incident)
    if (before?.strength === strength) return before.feature
    const feature = make(incident, strength)
    kept.set(incident, { strength, feature })
    return feature
  }
}
