import { readCoordinates } from '../ui/coordinates.js'

type Json = Readonly<Record<string, unknown>>

/** The incident that a rejected item would be, as it was repaired; undefined where the text is no JSON. */
export function draftIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Where a draft is, as people write it; empty where it has no position. */
export function positionIn(text: string): string {
  const draft = draftIn(text)
  const geometry = isJson(draft) ? draft['geometry'] : null
  const coordinates = isJson(geometry) ? geometry['coordinates'] : null
  if (!Array.isArray(coordinates)) return ''
  const [longitude, latitude]: readonly unknown[] = coordinates
  return typeof longitude === 'number' && typeof latitude === 'number' ? `${latitude}, ${longitude}` : ''
}

/** The draft at a position; null where the position cannot be read or the draft is no JSON. */
export function placedAt(text: string, position: string): string | null {
  const [draft, where] = [draftIn(text), readCoordinates(position)]
  if (!isJson(draft) || !where.ok) return null
  const geometry = { type: 'Point', coordinates: where.position }
  return JSON.stringify({ ...draft, geometry }, null, 1)
}

function isJson(it: unknown): it is Json {
  return typeof it === 'object' && it !== null && !Array.isArray(it)
}
