import { diff, formatUncertainty, formatUtc, type FieldChange, type Incident } from '@cordon/alerts'
import { coordinateText } from '../ui/coordinates.js'
import { countText } from './counts.js'

/** A revision and what it changed against the one before it. */
export interface Revision {
  readonly incident: Incident
  readonly changes: readonly FieldChange[]
}

/** Revisions, latest first, each with its changes; the first ever has none. */
export function withChanges(latestFirst: readonly Incident[]): readonly Revision[] {
  return latestFirst.map((incident, at) => {
    const before = latestFirst[at + 1]
    return { incident, changes: before === undefined ? [] : diff(before, incident) }
  })
}

/** A value of a field as a reader would write it. Null where there is none. */
export function valueText(field: FieldChange['field'], side: Incident): string | null {
  switch (field) {
    case 'point':
      return coordinateText(side.point.coordinates)
    case 'uncertaintyMetres':
      return formatUncertainty(side.uncertaintyMetres)
    case 'occurredFrom':
      return instantText(side.occurredFrom)
    case 'occurredTo':
      return side.occurredTo === null ? null : instantText(side.occurredTo)
    case 'actors':
    case 'targets':
    case 'tags':
      return side[field].length === 0 ? null : side[field].join(', ')
    case 'casualties':
      return casualtiesText(side)
    case 'exercise':
      return side.exercise ? 'yes' : 'no'
    case 'kind':
    case 'type':
    case 'title':
    case 'summary':
    case 'severity':
    case 'status':
    case 'locationPrecision':
    case 'place':
    case 'timePrecision':
    case 'grade':
      return side[field]
  }
}

function instantText(instant: string): string {
  return `${instant.slice(0, 10)} ${formatUtc(instant)}`
}

/** Counts run from left to right, whatever the source's name is written in. */
function casualtiesText({ casualties }: Incident): string | null {
  const texts = casualties.map(({ source, killed, injured, words }) => {
    const counts = [countText(killed) ?? '?', countText(injured) ?? '?'].join(' / ')
    return `${source ?? '?'}: \u2066${counts}\u2069${words === null ? '' : ` “${words}”`}`
  })
  return texts.length === 0 ? null : texts.join('; ')
}
