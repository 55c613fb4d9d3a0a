import { directionOf, directionPattern, windWord, type Direction } from './directions.js'

/** How a text says where something is. */
export type Relation =
  | { readonly is: 'at'; readonly name: string }
  | { readonly is: 'near'; readonly name: string; readonly metres: number }
  | { readonly is: 'outskirts'; readonly name: string; readonly direction: Direction | null }
  | { readonly is: 'offset'; readonly name: string; readonly distance: Distance; readonly direction: Direction | null }
  | { readonly is: 'towards'; readonly name: string; readonly direction: Direction }
  | { readonly is: 'countryside'; readonly name: string; readonly direction: Direction | null }
  | { readonly is: 'between'; readonly ends: readonly Ends[]; readonly road: boolean }
  | { readonly is: 'unit'; readonly name: string }

/** A relation to one place. */
export type ToOne = Exclude<Relation, { is: 'between' } | { is: 'unit' }>

/** Two places, as a text may be cut: a hyphen may join two names or stand in one. */
export interface Ends {
  readonly from: string
  readonly to: string
}

export interface Distance {
  readonly metres: number
  /** How far the true one may lie to each side, by the words and by the roundness of the number. */
  readonly spreadMetres: number
}

/** A text about a place, taken apart. */
export interface Phrase {
  readonly relation: Relation
  /** The governorate that it names beside the place. */
  readonly unit: string | null
  /**
   * What it says of where that lies by another place: evidence where the place itself is known, and where it is not, as a
   * road or a quarter of a town, all that there is to go by.
   */
  readonly stated: ToOne | null
  /** What else it names, such as a district or a country. */
  readonly beside: readonly string[]
}

const about = '(?:about|around|approximately|approx\\.?|some|roughly|nearly|almost|circa|ca?\\.|~|≈|حوالي|نحو|قرابة)'
const number = '(\\d+(?:[.,]\\d+)?)'
const units = '(km|kms|kilomet(?:er|re)s?|miles?|mi|met(?:er|re)s?|m|كم|كلم|كيلومتر(?:ا)?|كيلو متر|متر(?:ا)?)'
const toThe = '(?:to the |إلى |الى |ب?اتجاه )?'
const of = '(?:of |from |outside (?:of )?|away from |من |عن )?'
const offset = new RegExp(
  `(?:(${about}) ?)?${number} ?${units}\\b ?${toThe}(${directionPattern})? ?${of}(.+)$`.replaceAll(
    '\\b',
    '(?![\\p{L}])',
  ),
  'iu',
)

/** What a pattern has found: a name, a direction, two ends, or two names that are still one text. */
type Found = Readonly<Record<'name' | 'way' | 'from' | 'to' | 'both', string>>

const wayOf = ({ way }: Found) => directionOf(way)
const outskirts = (found: Found): Relation => ({ is: 'outskirts', name: found.name, direction: wayOf(found) })
const countryside = (found: Found): Relation => ({ is: 'countryside', name: found.name, direction: wayOf(found) })
const near =
  (metres: number) =>
  ({ name }: Found): Relation => ({ is: 'near', name, metres })
const at = ({ name }: Found): Relation => ({ is: 'at', name })
const unit = ({ name }: Found): Relation => ({ is: 'unit', name })
const between = ({ from, to }: Found): Relation => ({ is: 'between', ends: [{ from, to }], road: false })
const road = ({ from, to, both }: Found): Relation => ({
  is: 'between',
  ends: both === '' ? [{ from, to }] : cuts(both),
  road: true,
})

function towards(found: Found): Relation | null {
  const direction = wayOf(found)
  return direction === null ? null : { is: 'towards', name: found.name, direction }
}

const way = `(?<way>${directionPattern})`
const rural = '(?:countryside|rural areas?|rif|reef)'
const arabicWay = '(?:ال)?(?:شمال|جنوب|شرق|غرب)ي?(?: (?:ال)?(?:شرق|غرب)ي?)?'

/** The first that fits is taken. */
const rules: readonly (readonly [string, (found: Found) => Relation | null])[] = [
  ['(?:somewhere |an area |in the area )?(?:between|ما بين|بين) (?<from>.+?)(?: and | و ?)(?<to>.+)', between],
  [
    '(?:on |along )?(?:the )?(?:road|highway|route)(?: leading)? (?:from|between|linking|connecting) (?<from>.+?) (?:to|and|towards?|with) (?<to>.+)',
    road,
  ],
  ['(?:on |along )?(?:the )?(?<both>.+?[-–—].+?) (?:road|highway|route)', road],
  ['(?:على )?(?:ال)?طريق (?<both>.+? ?[-–—] ?.+)', road],
  [`(?:on |in |at )?(?:the )?(?:${way} )?(?:outskirts|edges?|suburbs|periphery) of (?<name>.+)`, outskirts],
  ['(?:في )?(?:أطراف|اطراف|ضواحي) (?<name>.+)', outskirts],
  [`(?:on |in |at )?(?:the )?(?<name>.+?)(?:'s|’s)? (?:${way} )?(?:outskirts|suburbs|periphery)`, outskirts],
  ['(?:just )?outside (?:of )?(?<name>.+)', outskirts],
  [`(?:in )?(?:the )?(?:${way} )?${rural} (?:of|around) (?<name>.+)`, countryside],
  [`(?:in )?(?:the )?${way} (?<name>.+?)(?:'s|’s)? ${rural}`, countryside],
  [`(?:in )?(?:the )?(?<name>.+?)(?:'s|’s)? ${way} ${rural}`, countryside],
  [`(?:في )?ريف (?<name>.+?) (?<way>${arabicWay})`, countryside],
  ['(?:في )?ريف (?<name>.+)', countryside],
  ['(?:in )?(?:the )?rural (?<name>.+)', countryside],
  ["(?:in )?(?:the )?(?<name>.+?)(?:'s|’s)? countryside", countryside],
  [`(?:just |to the |in the )?${way} (?:of|from) (?<name>.+)`, towards],
  [`(?:to )?(?<way>${arabicWay}) (?<name>.+)`, towards],
  [
    '(?:near(?:by)?(?: to)?|close to|(?:in )?(?:the )?vicinity of|around|next to|adjacent to|قرب|بالقرب من|بجوار|(?:في )?محيط) (?<name>.+)',
    near(5_000),
  ],
  ['(?:in )?(?:downtown|central|inner) (?<name>.+)', at],
  ['(?:in )?(?:the )?(?:cent(?:er|re)|middle|heart) of (?<name>.+)', at],
  ["(?:in )?(?:the )?(?<name>.+?)(?:'s|’s)? (?:city|town) (?:cent(?:er|re)|market)", at],
  ['(?:في )?(?:وسط|مركز) (?:مدينة )?(?<name>.+)', at],
  ['(?:the )?(?:governorate|province|muhafazah) of (?<name>.+)', unit],
  ['(?:the )?(?<name>.+?) (?:governorate|province|muhafazah)', unit],
  ['(?:في )?محافظة (?<name>.+)', unit],
  ['(?:the )?(?<name>.+?) (?:sub-?district|nahiyah?)', near(12_000)],
  ['(?:the )?(?<name>.+?) district', near(25_000)],
  ['(?:the )?(?<name>.+?) area', near(5_000)],
  // What bears the name of a quarter may be one building of it.
  ['(?:the )?(?<name>.+?) (?:neighbou?rhood|quarter)', near(2_000)],
  ['(?:في )?حي (?<name>.+)', near(2_000)],
  // Of a town or of the land that is called like it: its side and all beyond.
  [`(?:in )?(?:the )?(?<way>(?:${windWord})(?:[- ]?(?:${windWord}))?ern) (?<name>.+)`, countryside],
]
const compiled = rules.map(([pattern, make]) => [new RegExp(`^${pattern}$`, 'iu'), make] as const)

/** Takes a text about a place apart; it never fails: what it does not understand is a name. */
export function readPhrase(text: string): Phrase {
  const [first = '', ...others] = segmentsOf(text)
  const head = headOf(first)
  const rest = [...head.rest, ...others].map(relationOf)
  const relations = head.relation === null ? rest : [head.relation, ...rest]
  const [relation = { is: 'at', name: text.trim() } as const, ...more] = relations
  const named = more.find((it) => it.is === 'unit')
  const [unit, beside] = [named?.name ?? null, more.flatMap((it) => (it.is === 'at' ? [it.name] : []))]
  const stated = statedIn(more, partOfTown.test(first))
  const isNameless = stated !== null && relation.is === 'at' && nameless.test(relation.name)
  return isNameless ? { relation: stated, unit, stated: null, beside } : { relation, unit, stated, beside }
}

/** What has no name of its own, so that the place by which it is told is all that is known. */
const nameless =
  /^(?:an? |the )?(?:(?:military|oil|gas|army|border|river|rural|open) ?)?(?:bridge|desert|steppe|badia|checkpoint|highway|road|river|farm(?:land)?|field|base|camp|(?:out)?post|position|valley|wadi|hill|junction|crossing|village|area)s?$/iu

const partOfTown = /(?:neighbou?rhood|quarter|street|square|roundabout|market|souq)\b|^(?:in )?(?:حي|شارع) /iu

/** A distance says most; the town of a part of it is where that is. */
function statedIn(more: readonly Relation[], isPart: boolean): ToOne | null {
  const byOthers = more.filter((it) => it.is !== 'unit' && it.is !== 'between')
  const [town] = isPart ? byOthers.filter((it) => it.is === 'at') : []
  return byOthers.find((it) => it.is === 'offset') ?? byOthers.find((it) => it.is !== 'at') ?? town ?? null
}

/** Where a name runs on into another place by which it is told. */
const runsOn = new RegExp(
  `^(.+?) ((?:near(?:by)?|close to|next to|adjacent to|(?:just )?outside|(?:on|in|at) the (?:\\S+ )?outskirts|(?:to the )?(?:${directionPattern}) (?:of|from)|in the vicinity of|قرب|بالقرب من) .+)$`,
  'iu',
)
const inAnother = /^(.+?) (?:in|inside|within) (?:the )?(.+)$/iu

interface Head {
  readonly relation: Relation | null
  readonly rest: readonly string[]
}

/** A name that runs on into a distance, a governorate or another place without a comma. */
function headOf(first: string): Head {
  const inUnit = /^(.+?) in (?:the )?(.+ (?:governorate|province)|(?:governorate|province) of .+)$/iu.exec(first)
  if (inUnit !== null) return { relation: relationOf(inUnit[1] ?? ''), rest: [inUnit[2] ?? ''] }
  const found = offset.exec(first)
  const before = found === null ? '' : trimmed(first.slice(0, found.index))
  if (found !== null && before !== '') return { relation: relationOf(before), rest: [first.slice(found.index)] }
  const relation = relationOf(first)
  return relation.is === 'between' || relation.is === 'unit' ? { relation, rest: [] } : namedIn(relation, first)
}

/** What is told by a name, and by what that name runs on into. */
function namedIn(relation: ToOne, first: string): Head {
  const name = relation.is === 'at' ? first : relation.name
  const parts = (relation.is === 'at' ? runsOn.exec(name) : null) ?? inAnother.exec(name)
  if (parts === null) return { relation, rest: [] }
  const [before, after] = [trimmed(parts[1] ?? ''), trimmed(parts[2] ?? '')]
  const head = relation.is === 'at' ? relationOf(before) : { ...relation, name: bareName(before) }
  return { relation: head, rest: [after] }
}

function segmentsOf(text: string): readonly string[] {
  return text
    .normalize('NFC')
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .split(/[,;،()]|\s-\s(?=\d|about)/u)
    .map(trimmed)
    .filter((it) => it !== '')
}

/** Without the small words that say nothing. */
function trimmed(segment: string): string {
  return segment
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^(?:and|in|at|inside|within|located|which is|lying|the city of|في) /iu, '')
    .replace(/[.\s]+$/u, '')
}

function relationOf(segment: string): Relation {
  return offsetOf(segment) ?? ruled(segment) ?? { is: 'at', name: bareName(segment) }
}

function offsetOf(segment: string): Extract<Relation, { is: 'offset' }> | null {
  const found = offset.exec(segment)
  if (found === null) return null
  const [, roughly, amount = '', measure = '', towardsIt = '', name = ''] = found
  const metres = Number(amount.replace(',', '.')) * metresIn(measure)
  if (!(metres > 0 && metres <= 2_000_000)) return null
  return {
    is: 'offset',
    name: bareName(name),
    distance: { metres, spreadMetres: spreadOf(amount, measure, roughly !== undefined) },
    direction: directionOf(towardsIt),
  }
}

function metresIn(measure: string): number {
  if (/^mi/i.test(measure)) return 1609.344
  return /^(?:m$|met|متر)/iu.test(measure) ? 1 : 1000
}

/** A number that ends in zeros was rounded; "about" adds a tenth, and even without it a place is not a point. */
function spreadOf(amount: string, measure: string, roughly: boolean): number {
  const value = Number(amount.replace(',', '.'))
  const step = /[.,]/.test(amount) ? 0.1 : value % 100 === 0 ? 100 : value % 10 === 0 ? 10 : value % 5 === 0 ? 5 : 1
  const tenth = value * (roughly ? 0.1 : 0.05)
  return Math.max(tenth, Math.min(step / 2, value / 4)) * metresIn(measure)
}

function ruled(segment: string): Relation | null {
  for (const [pattern, make] of compiled) {
    const groups = pattern.exec(segment)?.groups
    const relation = groups === undefined ? null : make(foundIn(groups))
    if (relation !== null) return bared(relation)
  }
  return null
}

/** Groups that took no part are there without a value. */
function foundIn(groups: Readonly<Record<string, string | undefined>>): Found {
  const { name = '', way: towardsIt = '', from = '', to = '', both = '' } = groups
  return { name, way: towardsIt, from, to, both }
}

function bared(relation: Relation): Relation {
  if (relation.is !== 'between') return { ...relation, name: bareName(relation.name) }
  return { ...relation, ends: relation.ends.map(({ from, to }) => ({ from: bareName(from), to: bareName(to) })) }
}

/** Everywhere two names may be parted; a dash between spaces or a long one parts them for sure. */
function cuts(text: string): readonly Ends[] {
  const sure = /^(.+?)(?: [-–—] |[–—])(.+)$/u.exec(text)
  if (sure !== null) return [{ from: sure[1] ?? '', to: sure[2] ?? '' }]
  return [...text.matchAll(/-/g)].map(({ index }) => ({ from: text.slice(0, index), to: text.slice(index + 1) }))
}

/** A name without the word for what it is. */
function bareName(name: string): string {
  const bare = name
    .replace(/^(?:the )?(?:village|town|city|hamlet|settlement)s? of /iu, '')
    .replace(/^(?:the|in|قرية|بلدة|مدينة|ناحية) /iu, '')
    .replace(/ (?:village|town|city|hamlet|proper)$/iu, '')
    .trim()
  return bare === '' ? name.trim() : bare
}
