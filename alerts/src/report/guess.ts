import {
  incidentTypes,
  incidentKinds,
  judgedStatuses,
  severities,
  timePrecisions,
  locationPrecisions,
  credibilities,
  type IncidentType,
} from '../model.js'
import { dateEvidence, decimalOf, looksLikeDegrees } from './evidence.js'
import { foldedWord } from './field.js'
import { columnRoles, roleOf, type ColumnRole } from './headers.js'
import { bareMapping } from './mapping.js'
import type { MappedCode, MappedTime, RecordMapping } from './words.js'

/** A column with some of its values. */
export interface SampledColumn {
  readonly name: string
  readonly samples: readonly string[]
}

/** Which column was taken for what, how sure that is, and why. */
export interface ColumnGuess {
  readonly column: string
  readonly role: ColumnRole
  readonly confidence: 'sure' | 'likely' | 'check'
  readonly reason: string
}

/** A mapping that was guessed, with its reasons, and what is missing for it to be used. */
export interface MappingGuess {
  readonly mapping: RecordMapping
  readonly columns: readonly ColumnGuess[]
  readonly missing: readonly ('title' | 'position' | 'occurredFrom')[]
}

/** Guesses which column tells what, from their names and values. */
export function guessMapping(columns: readonly SampledColumn[]): MappingGuess {
  const guesses = [...byName(columns)]
  guesses.push(...byValues(columns, guesses))
  return { mapping: mappingFrom(guesses, columns), columns: guesses, missing: missingOf(guesses) }
}

/** For each role the column whose name is the most usual for it. */
function byName(columns: readonly SampledColumn[]): readonly ColumnGuess[] {
  const named = columns.flatMap(({ name, samples }) => {
    const found = roleOf(name)
    return found !== null && fits(found.role, samples) ? [{ column: name, ...found }] : []
  })
  return columnRoles.flatMap((role) => {
    const [best] = named.filter((it) => it.role === role).toSorted((a, b) => a.rank - b.rank)
    if (best === undefined) return []
    return [
      { column: best.column, role, confidence: best.rank < 4 ? 'sure' : 'likely', reason: 'by its name' } as const,
    ]
  })
}

/** A name alone is not enough where the values say otherwise. */
function fits(role: ColumnRole, samples: readonly string[]): boolean {
  const given = samples.filter((it) => it.trim() !== '')
  if (given.length === 0) return true
  if (role === 'occurredFrom' || role === 'occurredTo') return dateEvidence(given) !== null
  if (role === 'clock') return given.some((it) => /^\D*[\d٠-٩]{1,2}[:.][\d٠-٩]{2}/.test(it))
  // "Tag" is a day in German.
  if (role === 'tags') return dateEvidence(given.filter((text) => /\D/.test(text))) === null
  if (role === 'longitude') return looksLikeNumber(given)
  return role === 'latitude' ? looksLikeNumber(given) : true
}

function looksLikeNumber(samples: readonly string[]): boolean {
  return samples.some((it) => /[\d٠-٩۰-۹]/.test(it))
}

/** Position and date are looked for in the values where no name gave them away. */
function byValues(columns: readonly SampledColumn[], named: readonly ColumnGuess[]): readonly ColumnGuess[] {
  const taken = new Set(named.map(({ column }) => column))
  const has = (...roles: readonly ColumnRole[]) => named.some(({ role }) => roles.includes(role))
  const free = columns.filter(({ name }) => !taken.has(name))
  const found: ColumnGuess[] = []
  const take = (role: ColumnRole, reason: string, test: (samples: readonly string[]) => boolean) => {
    const column = free.find(({ name, samples }) => !found.some((it) => it.column === name) && test(samples))
    if (column !== undefined) found.push({ column: column.name, role, confidence: 'check', reason })
  }
  if (!has('occurredFrom'))
    take('occurredFrom', 'its values are dates', (it) => dateEvidence(it.filter((text) => /\D/.test(text))) !== null)
  if (!has('longitude', 'latitude', 'pair', 'geometry')) {
    take('latitude', 'its values could be latitudes', (it) => looksLikeDegrees(it, 90))
    take('longitude', 'its values could be longitudes', (it) => looksLikeDegrees(it, 180))
  }
  return found
}

function missingOf(guesses: readonly ColumnGuess[]): MappingGuess['missing'] {
  const has = (...roles: readonly ColumnRole[]) => roles.every((it) => guesses.some(({ role }) => role === it))
  const placed = has('longitude', 'latitude') || has('pair') || has('geometry')
  return [
    ...(has('title') || has('type') || has('summary') ? [] : (['title'] as const)),
    ...(placed ? [] : (['position'] as const)),
    ...(has('occurredFrom') ? [] : (['occurredFrom'] as const)),
  ]
}

/** The mapping that columns in these roles make; a role without a column is left out. */
export function mappingFrom(
  roles: readonly Pick<ColumnGuess, 'column' | 'role'>[],
  columns: readonly SampledColumn[],
): RecordMapping {
  const from = (role: ColumnRole) => roles.filter((it) => it.role === role).map(({ column }) => column)
  const samples = (role: ColumnRole) =>
    columns.filter(({ name }) => from(role).includes(name)).flatMap((it) => it.samples)
  const list = (role: ColumnRole) => (from(role).length === 0 ? null : { from: from(role), separators: ';|' })
  const own = <T extends string>(role: ColumnRole, words: readonly T[], otherwise: T | null) =>
    from(role).length === 0 ? null : { from: from(role), table: wordTable(words), otherwise }
  const time = (role: ColumnRole): MappedTime | null =>
    from(role).length === 0 ? null : timeOf(from(role), samples(role))
  return {
    ...bareMapping,
    name: 'Guessed',
    decimal: decimalOf([...samples('longitude'), ...samples('latitude')]),
    ...texts(from),
    title:
      from('title').length > 0
        ? { from: from('title') }
        : titleFrom(from('type'), [...from('place'), ...from('summary')]),
    type: typeOf(from('type'), samples('type')),
    kind: own('kind', incidentKinds, 'event'),
    severity: own('severity', severities, 'unknown') ?? severityBy(from('killed')),
    status: own('status', judgedStatuses, 'unverified'),
    position: positionFrom(from),
    uncertaintyMetres: from('uncertaintyMetres').length === 0 ? null : { from: from('uncertaintyMetres'), factor: 1 },
    locationPrecision: own('locationPrecision', locationPrecisions, 'area'),
    occurredFrom: { ...(time('occurredFrom') ?? timeOf([], [])), clock: from('clock') },
    occurredTo: time('occurredTo'),
    timePrecision: own('timePrecision', timePrecisions, 'day'),
    actors: list('actors'),
    targets: list('targets'),
    tags: list('tags'),
    ...peopleAndFlags(from),
    credibility: own('credibility', credibilities, '6'),
    reportedAt: time('reportedAt'),
    updatedAt: time('updatedAt'),
  }
}

/** How sources say that they have taken something back. */
const gone = ['true', 'yes', '1', 'deleted', 'withdrawn', 'retracted', 'cancelled']

type From = (role: ColumnRole) => readonly string[]

function texts(from: From): Pick<RecordMapping, 'id' | 'summary' | 'place' | 'admin1' | 'source' | 'origin' | 'link'> {
  const text = (role: ColumnRole) => (from(role).length === 0 ? null : { from: from(role) })
  return {
    ...{ id: text('id'), summary: text('summary'), place: text('place'), admin1: text('admin1') },
    ...{ source: text('source'), origin: text('origin'), link: text('link') },
  }
}

function peopleAndFlags(
  from: From,
): Pick<RecordMapping, 'killed' | 'injured' | 'casualtyWords' | 'exercise' | 'deleted'> {
  const killed = { low: from('killedLow'), best: from('killed'), high: from('killedHigh') }
  const injured = { low: from('injuredLow'), best: from('injured'), high: from('injuredHigh') }
  const told = (it: typeof killed) => it.low.length + it.best.length + it.high.length > 0
  const [words, exercise, deleted] = [from('casualtyWords'), from('exercise'), from('deleted')]
  return {
    killed: told(killed) ? killed : null,
    injured: told(injured) ? injured : null,
    casualtyWords: words.length === 0 ? null : { from: words },
    exercise: exercise.length === 0 ? null : { from: exercise, yes: ['true', 'yes', '1'] },
    deleted: deleted.length === 0 ? null : { from: deleted, yes: gone },
  }
}

function positionFrom(from: From): RecordMapping['position'] {
  if (from('longitude').length > 0 && from('latitude').length > 0)
    return { how: 'fields', longitude: from('longitude'), latitude: from('latitude') }
  if (from('geometry').length > 0) return { how: 'geometry', from: from('geometry') }
  return from('pair').length > 0 ? { how: 'pair', from: from('pair'), order: 'lat-lon' } : null
}

function timeOf(from: readonly string[], samples: readonly string[]): MappedTime {
  return { from, clock: [], format: dateEvidence(samples)?.format ?? 'iso', zone: 'UTC' }
}

/** Without a title of its own an incident is called by its type and place. */
function titleFrom(type: readonly string[], place: readonly string[]): RecordMapping['title'] {
  const parts = [type, place.slice(0, 1)].filter((it) => it.length > 0).map((it) => `{${it.join('|')}}`)
  return parts.length === 0 ? { from: [] } : { template: parts.join(', ') }
}

/** By deaths, as data sets are graded: none minor, 1–4 moderate, 5–24 severe, 25 or more extreme. */
function severityBy(killed: readonly string[]): RecordMapping['severity'] {
  if (killed.length === 0) return null
  const steps = [
    { atLeast: 25, is: 'extreme' },
    { atLeast: 5, is: 'severe' },
    { atLeast: 1, is: 'moderate' },
    { atLeast: 0, is: 'minor' },
  ] as const
  return { from: killed, steps, otherwise: 'unknown' }
}

function wordTable<T extends string>(words: readonly T[]): Readonly<Record<string, T>> {
  const table: Record<string, T> = {}
  for (const word of words) table[word] = word
  return table
}

/** Words that name a type, whatever language; the longest that is found in a value decides. */
const typeWords: readonly (readonly [string, IncidentType])[] = [
  ['armed clash', 'armed-clash'],
  ['clash', 'armed-clash'],
  ['اشتباك', 'armed-clash'],
  ['battle', 'armed-clash'],
  ['ambush', 'ambush'],
  ['كمين', 'ambush'],
  ['checkpoint', 'checkpoint-attack'],
  ['حاجز', 'checkpoint-attack'],
  ['roadside bomb', 'ied'],
  ['ied', 'ied'],
  ['عبوة', 'ied'],
  ['landmine', 'ied'],
  ['mine', 'ied'],
  ['لغم', 'ied'],
  ['explosion', 'ied'],
  ['انفجار', 'ied'],
  ['car bomb', 'vehicle-bomb'],
  ['vbied', 'vehicle-bomb'],
  ['مفخخة', 'vehicle-bomb'],
  ['suicide', 'suicide-bomb'],
  ['انتحاري', 'suicide-bomb'],
  ['shelling', 'shelling'],
  ['mortar', 'shelling'],
  ['rocket', 'shelling'],
  ['artillery', 'shelling'],
  ['قصف', 'shelling'],
  ['drone', 'drone'],
  ['uav', 'drone'],
  ['مسيرة', 'drone'],
  ['air strike', 'air-strike'],
  ['airstrike', 'air-strike'],
  ['غارة', 'air-strike'],
  ['grenade', 'grenade'],
  ['قنبلة', 'grenade'],
  ['assassination', 'assassination'],
  ['اغتيال', 'assassination'],
  ['kidnap', 'abduction'],
  ['abduction', 'abduction'],
  ['خطف', 'abduction'],
  ['اختطاف', 'abduction'],
  ['attack on civilians', 'attack-on-civilians'],
  ['murder', 'attack-on-civilians'],
  ['shooting', 'attack-on-civilians'],
  ['قتل', 'attack-on-civilians'],
  ['protest', 'demonstration'],
  ['demonstration', 'demonstration'],
  ['مظاهرة', 'demonstration'],
  ['احتجاج', 'demonstration'],
  ['riot', 'mob-violence'],
  ['prison', 'prison-break'],
  ['سجن', 'prison-break'],
  ['arrest', 'arrest'],
  ['raid', 'arrest'],
  ['اعتقال', 'arrest'],
  ['مداهمة', 'arrest'],
  ['looting', 'looting'],
  ['theft', 'looting'],
  ['سرقة', 'looting'],
  ['weapons', 'weapons-seized'],
  ['flood', 'natural-hazard'],
  ['earthquake', 'natural-hazard'],
  ['زلزال', 'natural-hazard'],
  ['fire', 'accident'],
  ['حريق', 'accident'],
  ['accident', 'accident'],
  ['حادث', 'accident'],
]

/** Every value that the column was seen to hold, with the type that its words name; "other" for the rest. */
function typeOf(from: readonly string[], samples: readonly string[]): RecordMapping['type'] {
  if (from.length === 0) return { constant: 'other' }
  const table: Record<string, IncidentType> = {}
  for (const sample of new Set(samples.map((it) => it.trim()))) {
    const type = typeNamed(sample)
    if (sample !== '' && type !== null) table[sample] = type
  }
  const code: MappedCode<IncidentType> = { from, table: { ...ownTypes, ...table }, otherwise: 'other' }
  return code
}

const ownTypes: Readonly<Record<string, IncidentType>> = wordTable(
  Object.keys(incidentTypes).filter((it): it is IncidentType => it in incidentTypes),
)

/** The type that a word of a foreign record names; null where none is recognised. */
export function typeNamed(text: string): IncidentType | null {
  const folded = foldedWord(text)
  const own = Object.entries(ownTypes).find(
    ([key, type]) => foldedWord(key) === folded || foldedWord(incidentTypes[type].label) === folded,
  )
  if (own !== undefined) return own[1]
  const found = typeWords.filter(([word]) =>
    word.length > 3
      ? folded.includes(word)
      : folded.split(/\W+/).includes(word) || (!/\w/.test(word) && folded.includes(word)),
  )
  return found.toSorted(([a], [b]) => b.length - a.length)[0]?.[1] ?? null
}
