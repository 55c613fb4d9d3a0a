import { positionPaths } from './position.js'
import { pathsOf } from './record.js'
import type { FieldPath, RecordMapping } from './words.js'

type Part = RecordMapping[keyof RecordMapping]

/** The fields that a part of a mapping reads. */
function partFields(part: Part): readonly FieldPath[] {
  if (part === null || typeof part === 'string') return []
  if ('how' in part) return positionPaths(part)
  if ('best' in part) return [...part.low, ...part.best, ...part.high]
  if ('clock' in part) return [...part.from, ...part.clock]
  if ('template' in part) return pathsOf(part)
  return 'from' in part ? part.from : []
}

/** Every field that a mapping reads, each once. */
export function fieldsRead(mapping: RecordMapping): readonly FieldPath[] {
  return [...new Set(Object.values(mapping).flatMap((part: Part) => partFields(part)))]
}

/** Properties of an incident that a mapping has under another name. */
const parts: Readonly<Record<string, keyof RecordMapping>> = {
  geometry: 'position',
  externalId: 'id',
  casualties: 'killed',
}

/** The fields that a property of an incident is read from (`geometry`, `title` …), so that its faults can be named by field. */
export function fieldsOf(mapping: RecordMapping, property: string): readonly FieldPath[] {
  const name = Object.hasOwn(parts, property) ? parts[property] : property
  const entries: readonly (readonly [string, Part])[] = Object.entries(mapping)
  return partFields(entries.find(([key]) => key === name)?.[1] ?? null)
}
