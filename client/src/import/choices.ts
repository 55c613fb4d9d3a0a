import {
  mappingFrom,
  type ColumnRole,
  type IncidentType,
  type MappingGuess,
  type RecordMapping,
  type TimeFormat,
} from '@cordon/alerts'
import type { ImportInspection, SavedMapping } from '@cordon/server/wire'

type Columns = ImportInspection['columns']

/** What a person chooses of how a file is read. */
export interface Choices {
  /** What each column tells; one that is not named is not read. */
  readonly roles: Readonly<Record<string, ColumnRole>>
  readonly decimal: RecordMapping['decimal']
  readonly format: TimeFormat
  readonly zone: string
  readonly order: 'lat-lon' | 'lon-lat'
  /** The type of rows whose column names none. */
  readonly otherType: IncidentType
  /** What words of the type's column stand for. */
  readonly types: Readonly<Record<string, IncidentType>>
  /** The source of rows that name none. */
  readonly source: string
}

/** The choices that a guess comes to. */
export function choicesOf({ mapping, columns }: Pick<MappingGuess, 'mapping' | 'columns'>): Choices {
  return {
    roles: Object.fromEntries(columns.map(({ column, role }) => [column, role])),
    decimal: mapping.decimal,
    format: mapping.occurredFrom.format,
    zone: mapping.occurredFrom.zone,
    order: 'lat-lon',
    otherType: 'constant' in mapping.type ? mapping.type.constant : (mapping.type.otherwise ?? 'other'),
    types: 'constant' in mapping.type ? {} : mapping.type.table,
    source: '',
  }
}

/** The choices that a mapping comes to, as far as fields are taken as they are: what it puts together is left behind. */
export function choicesFor(mapping: RecordMapping): Choices {
  const { position, killed, injured, occurredFrom } = mapping
  const taken = (role: ColumnRole, it: { readonly from: readonly string[] } | object | null | undefined) =>
    it != null && 'from' in it ? it.from.map((path) => [path, role] as const) : []
  const alike = [
    ...(['id', 'title', 'summary', 'type', 'kind', 'status', 'place', 'admin1', 'uncertaintyMetres'] as const),
    ...(['locationPrecision', 'occurredFrom', 'occurredTo', 'timePrecision', 'actors', 'targets', 'tags'] as const),
    ...(['casualtyWords', 'exercise', 'source', 'credibility', 'origin', 'link', 'reportedAt', 'updatedAt'] as const),
    ...(['deleted'] as const),
  ]
  const severity = mapping.severity !== null && 'table' in mapping.severity ? mapping.severity : null
  const roles = [
    ...alike.flatMap((role) => taken(role, mapping[role])),
    ...taken('severity', severity),
    ...taken('clock', { from: occurredFrom.clock }),
    ...peopleTaken(killed, ['killedLow', 'killed', 'killedHigh']),
    ...peopleTaken(injured, ['injuredLow', 'injured', 'injuredHigh']),
    ...positionTaken(position),
  ]
  const { type } = mapping
  return {
    roles: Object.fromEntries(roles),
    decimal: mapping.decimal,
    format: occurredFrom.format,
    zone: occurredFrom.zone,
    order: position?.how === 'pair' ? position.order : 'lat-lon',
    otherType: 'constant' in type ? type.constant : (type.otherwise ?? 'other'),
    types: 'constant' in type ? {} : type.table,
    source: mapping.source !== null && 'constant' in mapping.source ? mapping.source.constant : '',
  }
}

type Taken = readonly (readonly [string, ColumnRole])[]

function peopleTaken(count: RecordMapping['killed'], [low, best, high]: readonly [ColumnRole, ColumnRole, ColumnRole]) {
  const as = (role: ColumnRole, from: readonly string[]): Taken => from.map((path) => [path, role] as const)
  return count === null ? [] : [...as(low, count.low), ...as(best, count.best), ...as(high, count.high)]
}

function positionTaken(position: RecordMapping['position']): Taken {
  const as = (role: ColumnRole, from: readonly string[]): Taken => from.map((path) => [path, role] as const)
  if (position === null) return []
  if (position.how !== 'fields') return as(position.how, position.from)
  return [...as('longitude', position.longitude), ...as('latitude', position.latitude)]
}

/** The mapping that choices come to; what a drawing tells by itself is kept from the guess. */
export function mappingOf(choices: Choices, columns: Columns, guessed: RecordMapping): RecordMapping {
  const roles = Object.entries(choices.roles).map(([column, role]) => ({
    column,
    role,
  }))
  const made = mappingFrom(roles, columns)
  const { position } = made
  const when = made.occurredFrom.from.length === 0 ? guessed.occurredFrom : made.occurredFrom
  const time = { format: choices.format, zone: choices.zone }
  return {
    ...made,
    decimal: choices.decimal,
    type:
      'constant' in made.type
        ? { constant: choices.otherType }
        : {
            ...made.type,
            table: { ...made.type.table, ...choices.types },
            otherwise: choices.otherType,
          },
    position:
      position === null ? guessed.position : position.how === 'pair' ? { ...position, order: choices.order } : position,
    occurredFrom: { ...when, ...time },
    occurredTo: made.occurredTo === null ? guessed.occurredTo : { ...made.occurredTo, ...time },
    source: made.source ?? (choices.source.trim() === '' ? null : { constant: choices.source.trim() }),
  }
}

/** Values of the type's column, as the file has them. */
export function typeValues({ roles }: Choices, columns: Columns): readonly string[] {
  const found = columns.filter(({ name }) => roles[name] === 'type').flatMap(({ samples }) => samples)
  return [...new Set(found.map((it) => it.trim()))].filter((it) => it !== '')
}

/** What a mapping lacks before any row can come in. */
export function lacking({
  title,
  position,
  occurredFrom,
}: RecordMapping): readonly ('title' | 'position' | 'occurredFrom')[] {
  return [
    ...('from' in title && title.from.length === 0 ? (['title'] as const) : []),
    ...(position === null ? (['position'] as const) : []),
    ...(occurredFrom.from.length === 0 ? (['occurredFrom'] as const) : []),
  ]
}

/** The saved mapping that was made for a file with these very columns. */
export function savedFor(saved: readonly SavedMapping[], columns: Columns): SavedMapping | null {
  const header = columns.map(({ name }) => name)
  const key = (names: readonly string[]) =>
    names
      .map((it) => it.toLowerCase())
      .toSorted()
      .join('\n')
  return saved.find((it) => key(it.header) === key(header)) ?? null
}
