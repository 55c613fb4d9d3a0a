import type { DraftPlace, FromText, Span } from './words.js'
import { findAll, fromText, overlaps, type Found, type Stretch } from './find.js'
import { namePattern, placeName } from './names.js'
import { small } from './letters.js'

/** A place in a stretch of text. */
export type Where = FromText<DraftPlace> & Span

const compass = String.raw`(?:north|south)?[- ]?(?:east|west)?(?:north|south|east|west)(?:ern)?|NE|NW|SE|SW|NNE|NNW|SSE|SSW|ENE|ESE|WNW|WSW|[NSEW]`
const distance = String.raw`(?:about |some |around |roughly |approximately |approx\.? |nearly |just |less than |over |more than )?(?:\d+(?:[.,]\d+)?|a few|several|a|two|three|five|ten) ?(?:-|–)? ?(?:km|kms|kilomet(?:er|re)s?|miles?|mi|m|met(?:er|re)s)`
const relation = String.raw`(?:${distance} (?:to the )?(?:${compass})? ?(?:of|from)|(?:just |to the )?(?:${compass}) of)`
const relativePattern = String.raw`${relation} (?:the (?:town|city|village) of )?${namePattern}`
const countryside = String.raw`(?:${compass}) (?:countryside|outskirts|suburbs|edge|part|rural areas?|districts?|side)|countryside|outskirts|suburbs|edge`
const facility = String.raw`prison|jail|camp|detention (?:cent(?:er|re)|facility)|hospital|air ?base|base|market|bridge|airport|dam|(?:oil |gas )?fields?|border crossing|crossing|roundabout|square|neighbou?rhood|quarter|junction|school|university|refinery|depot|station|mosque|church|office`
const settlement = String.raw`town|village|city|hamlet|area|region|locality|neighbou?rhood|district|subdistrict|sub-district|camp|desert|valley`
const admin1 = String.raw`governorate|province|muhafazah|oblast|state|gov\.`
const roadWords = String.raw`(?:main |international |highway )?(?:road|highway|rd|hwy|route|motorway|MSR)`

const G = 'g'
/** Whole phrases that are one place, longest ideas first. */
const phrases: readonly RegExp[] = [
  new RegExp(
    String.raw`\b(?:the )?${roadWords} (?:from|between|linking|connecting) ${namePattern} (?:to|and|with) ${namePattern}`,
    G,
  ),
  new RegExp(String.raw`\bbetween (?:the (?:towns?|villages?|cities) of )?${namePattern} and ${namePattern}`, G),
  new RegExp(String.raw`(?:the )?${namePattern} ?(?:[–—-]|to) ?${namePattern} ${roadWords}\b`, G),
  new RegExp(
    String.raw`\b(?:the )?(?:${countryside}) of (?:the (?:town|city|village) of )?${namePattern}(?: (?:${admin1}))?`,
    G,
  ),
  new RegExp(String.raw`(?:the )?${namePattern}(?:['’]s)? (?:${countryside})\b`, G),
  new RegExp(String.raw`\b${relativePattern}`, G),
]

const lead = String.raw`\b(?:[Aa]t|[Ii]n|[Nn]ear|[Nn]r|[Oo]utside|[Ii]nside|[Aa]round|[Cc]lose to|[Vv]ic(?:inity)?(?: of)?|[Tt]owards?|[Ww]ithin|[Ii]n and around|[Tt]o|[Ii]nto|[Ff]rom|[Oo]f|[Aa]gainst|[Oo]n|[Aa]cross|[Tt]hroughout|[Oo]ver|[Aa]bove|[Ee]ntering|[Ll]eaving|(?:road|highway) (?:leading )?to|hit|struck|shelled|bombed|(?:[Rr]esidents|[Ii]nhabitants|[Pp]eople|[Ll]ocals) of|(?:[Vv]illages?|[Tt]owns?|[Cc]ity|[Cc]ities|[Hh]amlet|[Dd]istricts?|[Nn]eighbou?rhoods?|[Cc]ouncil|[Ss]helling|[Bb]ombardment|[Ss]torming) of)\b`
/** Says where somebody is from: where it happened only if nothing else says so. */
const whose = /^(?:residents|inhabitants|people|locals|council) of$/i
const leadOnly =
  /^(?:at|in|near|nr|outside|inside|around|close to|vic(?:inity)?(?: of)?|in and around|within|across|throughout|over|above|[a-z]+ of|(?:road|highway) (?:leading )?to|hit|struck|shelled|bombed)$/i
const ofThe = String.raw`(?:(?:the )?(?:(?:main|${compass}|[A-Z][a-z]+day) )?(?:entrances?|exits?|gates?|cent(?:er|re)|heart|edge|vicinity|market|area|north|south|east|west) (?:of|to) )?(?:the )?(?:(?:${compass}) )?(?:(?:border |eastern |western |northern |southern |small |nearby |neighbou?ring )?(?:${settlement}|towns|villages|cities|areas|${admin1}) of )?`
const tail = String.raw`(?:(?:['’]s)? (?:${facility}|${settlement}|${admin1})\b(?! of\b))*`
const item = String.raw`(?:the )?${ofThe}(?:(?:${compass}) )?${namePattern}${tail}`
const listStart = new RegExp(String.raw`(?<lead>${lead}) (?<item>${item})`, G)
const bareFacility = new RegExp(String.raw`(?:the )?${namePattern} (?:${facility}|${admin1})\b`, G)
const beside = new RegExp(String.raw`^(?: \(${relativePattern}\)|, ${relativePattern}(?=,|\.|;|$))`, '')
const nextItem = new RegExp(
  String.raw`^(?<gap>, (?:and |in |near |at )?(?:in )?|,? (?:and|&|as well as) (?:also )?(?:(?:at|in|near) )?| in | \()(?<item>${item})`,
  'u',
)

/** The places of a stretch, in the order of the text. Places in brackets beside a name are evidence of that name. */
export function placesIn(stretch: Stretch): readonly Where[] {
  const whole = phrases.flatMap((pattern) => findAll(pattern, stretch)).reduce<Found[]>(keepFirst, [])
  const starts = findAll(listStart, stretch)
  const listsOf = (some: readonly Found[]) =>
    some.reduce<Where[]>((taken, found) => {
      if (taken.some((it) => overlaps(it, found)) || whole.some((it) => overlaps(it, found))) return taken
      return [...taken, ...readList(stretch, found)]
    }, [])
  const told = listsOf(starts.filter(({ parts }) => !whose.test(parts['lead'] ?? '')))
  const lists = told.length + whole.length > 0 ? told : listsOf(starts)
  const phrasePlaces = whole.filter((it) => !lists.some((other) => overlaps(it, other))).flatMap(phrasePlace)
  const bare = findAll(bareFacility, stretch)
    .filter((it) => ![...lists, ...phrasePlaces].some((other) => overlaps(it, other)))
    .flatMap((it) => simplePlace(it, it.words))
  return contained(
    stretch,
    [...lists, ...phrasePlaces, ...bare].toSorted((a, b) => a.start - b.start),
  )
}

function keepFirst(kept: Found[], it: Found): Found[] {
  return kept.some((other) => overlaps(other, it)) ? kept : [...kept, it]
}

function phrasePlace(found: Found): Where[] {
  const start = found.start + (/^\s*/.exec(found.words)?.[0].length ?? 0)
  const words = found.words.trim()
  return [made({ start, end: found.end }, { words, name: words.replace(/^the /, ''), relative: null })]
}

function made(span: Span, place: Pick<DraftPlace, 'words' | 'name' | 'relative'>): Where {
  const value: DraftPlace = { ...place, within: null, level: levelOf(place.words) }
  return { ...fromText(value, span), start: span.start, end: span.end }
}

function levelOf(words: string): DraftPlace['level'] {
  if (new RegExp(String.raw`\b(?:${admin1})(?: of|$)`).test(words)) return 'admin1'
  return /\b(?:sub-?)?district$/.test(words) ? 'admin2' : 'place'
}

/** A name with what stands around it; nothing where the words are no place. */
function simplePlace(span: Span, words: string): Where[] {
  const core = words.replace(
    new RegExp(
      String.raw`^(?:the )?(?:(?:${compass}|[A-Z][a-z]+day) )?(?:[${small} ]+ (?:of|to) )?(?:(?:${compass}) )?`,
      '',
    ),
    '',
  )
  const generic = new RegExp(String.raw`(?:['’]s)? (?:${facility}|${settlement}|${admin1})$`).exec(core)?.[0] ?? ''
  const name = placeName(core.slice(0, core.length - generic.length))
  if (name === null) return []
  const keepsKind = new RegExp(String.raw`(?:${facility})$`).test(generic)
  return [
    made(span, { words: words.replace(/^the /, ''), name: keepsKind ? `${name}${generic}` : name, relative: null }),
  ]
}

/** One place, or several that share a preposition: "at al-Shahil, al-Thiba and al-Zar". Commas alone are containment. */
function readList(stretch: Stretch, found: Found): Where[] {
  const leadWords = found.parts['lead'] ?? ''
  const itemWords = found.parts['item'] ?? ''
  const first = { start: found.end - itemWords.length, end: found.end }
  if (!leadOnly.test(leadWords) && !isPlainly(itemWords)) return []
  const head = withBeside(stretch, first, itemWords)
  if (head === null) return []
  const items: { where: Where; gap: string }[] = [{ where: head, gap: '' }]
  for (let at = head.end; ;) {
    const next = nextItem.exec(stretch.text.slice(at - stretch.start))
    const words = next?.groups?.['item'] ?? ''
    const gap = next?.groups?.['gap'] ?? ''
    const start = at + gap.length
    const where =
      next === null || gap === ' (' ? null : withBeside(stretch, { start, end: start + words.length }, words)
    if (where === null) break
    items.push({ where, gap })
    at = where.end
  }
  return listed(items)
}

/** After "to", "from", "of", "on" a name is a place only where the text says what kind of place. */
function isPlainly(words: string): boolean {
  return new RegExp(String.raw`\b(?:${facility}|${settlement}|${admin1})\b`).test(words)
}

function withBeside(stretch: Stretch, span: Span, words: string): Where | null {
  const [place] = simplePlace(span, words)
  if (place === undefined) return null
  const cutAt = words.indexOf(place.value.name)
  const own =
    cutAt === -1
      ? words
      : words.slice(0, cutAt + place.value.name.length) + tailOf(words.slice(cutAt + place.value.name.length))
  const end = span.start + own.length
  const more = own.length === words.length ? (beside.exec(stretch.text.slice(end - stretch.start))?.[0] ?? '') : ''
  const relative = more === '' ? null : more.replace(/^(?: \(|, )/, '').replace(/\)$/, '')
  const whole = { start: span.start, end: end + more.length }
  return made(whole, { words: (own + more).replace(/^the /, ''), name: place.value.name, relative })
}

function tailOf(rest: string): string {
  return new RegExp(`^${tail}`).exec(rest)?.[0] ?? ''
}

/** With an "and" every item is a place of its own; "A, B" and "A in B" say that A lies in B. */
function listed(items: readonly { readonly where: Where; readonly gap: string }[]): Where[] {
  const isList = items.some(({ gap }) => /\b(?:and|as well as)\b|&/.test(gap))
  if (isList) return items.map((it) => it.where)
  return items.slice(0, 1).map(({ where }) =>
    lyingIn(
      where,
      items.slice(1).map((it) => it.where),
    ),
  )
}

function lyingIn(where: Where, larger: readonly Where[]): Where {
  const [within] = larger.toReversed().filter((it) => !isCountry(it.value.name))
  const end = larger.at(-1)?.end ?? where.end
  if (within === undefined) return where
  return { ...where, end: Math.max(where.end, end), value: { ...where.value, within: within.value.name } }
}

/** "the Sina'a prison in the city of Hasakah": what follows "in" at once holds what stands before it. */
function contained(stretch: Stretch, places: readonly Where[]): readonly Where[] {
  const kept: Where[] = []
  for (const place of places) {
    const last = kept.at(-1)
    const gap = last === undefined ? '' : stretch.text.slice(last.end - stretch.start, place.start - stretch.start)
    const isInside =
      last !== undefined &&
      /^(?: (?:district|neighbou?rhood|quarter|suburb|area|section|village))?,? (?:in|of|inside) (?:the )?$/.test(gap)
    if (isInside && !isCountry(place.value.name))
      kept.splice(-1, 1, { ...last, value: { ...last.value, within: place.value.name }, end: place.end })
    else if (!isInside) kept.push(place)
  }
  return kept
    .filter((it) => !isCountry(it.value.name))
    .map((it) => ({ ...it, value: { ...it.value, level: isCountry(it.value.name) ? 'country' : it.value.level } }))
}

let countries: ReadonlySet<string> | null = null
/** Countries place nothing; their English names are those that the platform knows. */
function isCountry(name: string): boolean {
  countries ??= countryNames()
  return countries.has(name.replace(/^the /i, '').toLowerCase())
}

function countryNames(): ReadonlySet<string> {
  const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })
  const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ')
  const all = letters.flatMap((a) => letters.map((b) => names.of(a + b)?.toLowerCase()))
  return new Set([...all.filter((it) => it !== undefined), 'turkey', 'europe', 'middle east', 'kurdistan'])
}
