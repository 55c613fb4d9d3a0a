import { expect, it } from 'vitest'
import { anIncident } from '../world/samples.js'
import { drawnOnce } from './drawnOnce.js'
import { signFeature } from './features.js'

const happenedMs = Date.parse(anIncident().occurredFrom)
const hours = (n: number) => happenedMs + n * 3_600_000

it('gives the very same feature until the incident or the step of its age changes', () => {
  const feature = drawnOnce(signFeature)
  const incident = anIncident()
  const first = feature(incident, hours(2))
  expect(feature(incident, hours(4))).toBe(first)
  expect(feature(incident, hours(30)).properties).toMatchObject({ strength: 0.55 })
  expect(feature({ ...incident, severity: 'minor' }, hours(30)).properties).toMatchObject({ severity: 'minor' })
})
