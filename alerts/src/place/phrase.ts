import { directionOf, directionPattern, type Direction } from './directions.js'

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
  /** What it says of the place's distance from another: evidence, where the place itself is named. */
  readonly stated: Extract<Relation, { is: 'offset' }> | null
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
  [`(?:in )?(?:the )?(?:${way} )?${rural} (?:of|around) (?<name>.+)`, countryside],
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
  ['(?:the )?(?:governorate|province|muhafazah) of (?<name>.+)', unit],
  ['(?:the )?(?<name>.+?) (?:governorate|province|muhafazah)', unit],
  ['(?:في )?محافظة (?<name>.+)', unit],
  ['(?:the )?(?<name>.+?) (?:sub-?district|nahiyah?)', near(12_000)],
  ['(?:the )?(?<name>.+?) district', near(25_000)],
  ['(?:the )?(?<name>.+?) area', near(5_000)],
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
  return {
    relation,
    unit: named?.name ?? null,
    stated: more.find((it) => it.is === 'offset') ?? null,
    beside: more.flatMap((it) => (it.is === 'at' ? [it.name] : [])),
  }
}

/** A name that runs on into a distance or a governorate without a comma. */
function headOf(first: string): { readonly relation: Relation | null; readonly rest: readonly string[] } {
  const inUnit = /^(.+?) in (?:the )?(.+ (?:governorate|province)|(?:governorate|province) of .+)$/iu.exec(first)
  if (inUnit !== null) return { relation: relationOf(inUnit[1] ?? ''), rest: [inUnit[2] ?? ''] }
  const found = offset.exec(first)
  const before = found === null ? '' : trimmed(first.slice(0, found.index))
  if (found === null || before === '') return { relation: relationOf(first), rest: [] }
  return { relation: relationOf(before), rest: [first.slice(found.index)] }
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
