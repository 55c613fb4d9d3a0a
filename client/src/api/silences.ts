import type { Incident, Silence, SilencePreview } from '@cordon/alerts'
import type {
  IncidentFeature,
  SilenceInput,
  SilencePreviewInput,
  silenceRoutes,
  SilenceTold,
} from '@cordon/server/wire'
import { incidentOf } from '../world/world.js'
import { call, type Answer, type RouteOf } from './http.js'
import type { ItemPage } from './page.js'

type Silences = typeof silenceRoutes
const list: RouteOf<Silences['list']> = { method: 'GET', path: '/api/silences' }
const begin: RouteOf<Silences['begin']> = { method: 'POST', path: '/api/zones/:id/silences' }
const preview: RouteOf<Silences['preview']> = { method: 'POST', path: '/api/zones/:id/silences/preview' }
const end: RouteOf<Silences['end']> = { method: 'POST', path: '/api/silences/:id/end' }
const incidents: RouteOf<Silences['incidents']> = { method: 'GET', path: '/api/silences/:id/incidents' }

/** The silences that are on, and those that ended within a week. */
export function listSilences(): Promise<Answer<ItemPage<SilenceTold>>> {
  return call(list)
}

export function beginSilence(zoneId: string, said: SilenceInput): Promise<Answer<Silence>> {
  return call(begin, { params: { id: zoneId }, body: said })
}

/** What a silence would have kept back in the time before now. */
export function previewSilence(zoneId: string, said: SilencePreviewInput): Promise<Answer<SilencePreview>> {
  return call(preview, { params: { id: zoneId }, body: said })
}

export function endSilence(id: string): Promise<Answer<Silence>> {
  return call(end, { params: { id } })
}

/** What a silence has kept back, as it is now. */
export async function silencedBy(id: string): Promise<Answer<readonly Incident[]>> {
  const answer: Answer<{ readonly features: readonly IncidentFeature[] }> = await call(incidents, { params: { id } })
  return answer.ok ? { ...answer, value: answer.value.features.map(incidentOf) } : answer
}
