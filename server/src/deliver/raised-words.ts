import type { Alert } from '@cordon/alerts'
import type { Items } from './message.js'
import type { Phrases, Reach } from './phrases.js'
import { lineOrNull, oneLine, oneOfEachZone, positionOf, ruleLine, whenLine } from './told-words.js'

/** What one incident has raised: what is so of it is said once, then how near each zone it is and which rules it met. */
export function raisedLines(items: Items, phrases: Phrases): readonly string[] {
  const [first] = items
  const { incidentType: type, incidentKind, severity, grade, source } = first.alert
  return [
    phrases.what({ type, isThreat: incidentKind === 'threat', severity }),
    whenLine(first, phrases),
    ...whereLines(items, phrases),
    phrases.howSure(grade, lineOrNull(source)),
    ...items.map((item) => ruleLine(item, phrases)),
  ]
}

/** As far as the one who is told may know. */
function whereLines(items: Items, phrases: Phrases): readonly string[] {
  const [{ alert, place }] = items
  const { uncertaintyMetres, point } = alert
  const zones = oneOfEachZone(items)
  const reach = zones.length === 1 ? reachOf(alert) : null
  const where = { position: positionOf(point.coordinates), place: lineOrNull(place), uncertaintyMetres, reach }
  const each = zones.map(({ alert: it }) => phrases.zone(oneLine(it.zoneName), reachOf(it)))
  return [phrases.where(where), ...(reach === null ? each : [])]
}

function reachOf({ certainty, distanceMetres, depthMetres, bearingDegrees }: Alert): Reach {
  return { isDefinite: certainty === 'definite', distanceMetres, depthMetres, bearingDegrees }
}
