import type { IncidentFeature } from '@cordon/server/wire'
import { notify } from '../ui/notices.js'
import { learn } from '../world/useWorld.js'
import { incidentOf } from '../world/world.js'

/** What a correction made of an incident is known at once, so that the next one starts from it; `text` tells the reader. */
export function corrected(feature: IncidentFeature, text: string): void {
  learn({ what: 'incident', thing: incidentOf(feature) })
  notify(text)
}
