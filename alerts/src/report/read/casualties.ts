import type { Casualties, CountRange } from '../../model.js'
import type { FromText, Span } from './words.js'
import { findAll, fromText, overlaps, type Found, type Stretch } from './find.js'
import { monthNames } from './names.js'
import { addCounts, numberPattern, readNumber, spanCounts } from './numbers.js'
import { letter } from './letters.js'

type Harm = 'killed' | 'injured'

interface Count {
  readonly harm: Harm
  readonly count: CountRange
  readonly start: number
  readonly end: number
  readonly words: string
}

/** Words between a number and what befell so many; another number, an article or a month begins something else. */
const people = String.raw`(?:[ -](?:of )?(?:the |their |its |his |her )?(?!(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|several|dozens|\d+|${monthNames})\b)[${letter}0-9'’()-]+){0,7}?`
const killedWord = String.raw`killed|dead|died|slain|martyred|assassinated|murdered|shot dead|gunned down|executed|beheaded|KIA|drowned|fatalit(?:y|ies)|deaths?|lost (?:his|her|their) (?:life|lives)`
const injuredWord = String.raw`injured|wounded|hurt|WIA|injur(?:y|ies)|casevac(?:ed)?`
const auxiliary = String.raw`(?:,? (?:was|were|are|is|have been|had been|has been|being|reported(?:ly)?|also|later|critically|seriously|lightly|slightly|shot and|found))*`

/** "at least four fighters were killed", "2 x WIA", "three others injured". */
const after = new RegExp(
  String.raw`(?<![${letter}0-9.:/-])(?<number>${numberPattern})(?:(?: ?x)?)(?<who>${people})(?:, (?:among|including|most)[^,.;]{0,50},)?${auxiliary} (?:(?<killed>${killedWord})|(?<injured>${injuredWord}))(?![${letter}0-9]| or (?:wound|injur))`,
  'gi',
)
/** "killing two", "wounded three others", "left four people dead". */
const before = new RegExp(
  String.raw`(?<!\bor )\b(?:(?<killed>kill(?:ed|ing|s)|assassinat(?:ed|ing)|murder(?:ed|ing)|gunn(?:ed|ing) down|shot dead|shooting dead|shot and killed|execut(?:ed|ing)|behead(?:ed|ing))|(?<injured>injur(?:ed|ing|es)|wound(?:ed|ing|s))|claimed the lives of|(?:death )?toll of) (?<number>${numberPattern}|the(?= (?:former |local |deputy |tribal |senior ){0,2}(?:co-chair|mayor|sheikh|elder|imam|head|leader|commander|emir|director|owner|driver|trader|mukhtar)\b)|(?:his|her)(?= (?:son|daughter|wife|husband|brother|sister|father|mother|driver|bodyguard|companion|child|cousin|colleague|deputy|uncle|nephew)\b))(?= (?![${letter}]+ (?:later|before|after)\b)[${letter}]|[,.;]|$)`,
  'gi',
)
const none =
  /\b(?:no|without(?: any)?|nor) (?:immediate )?(?:reports? of )?(?:casualties|injuries|victims|losses|deaths or injuries)\b|\b(?:nobody|no one) was (?:hurt|harmed|injured)\b|\bnil cas\b/giu

/** What a stretch says of the people harmed, as one claim; null where it says nothing. */
export function casualtiesIn(stretch: Stretch): FromText<Casualties> | null {
  const counted = countsIn(stretch)
  const counts = counted.some(({ harm }) => harm === 'killed') ? counted : [...counted, ...bodiesIn(stretch)]
  const nobody = findAll(none, stretch)
  if (counts.length === 0 && nobody.length === 0) return untoldHarmIn(stretch)
  const zero = counts.length === 0 ? { low: null, best: 0, high: null } : null
  const words = [...counts, ...nobody].toSorted((a, b) => a.start - b.start)
  return fromText(
    {
      source: null,
      killed: zero ?? sumOf(counts, 'killed'),
      injured: zero ?? sumOf(counts, 'injured'),
      words: words.map((it) => it.words).join('; '),
    },
    ...words,
  )
}

const someBody = new RegExp(
  String.raw`(?:(?<number>${numberPattern}|another|a second|a third) )?(?:[${letter}-]+ ){0,2}?(?<noun>bod(?:y|ies)|corpses?)(?: of (?:the )?(?<of>${numberPattern})(?= [${letter}]))?`,
  'gi',
)
const isFound = /\b(?:found|discovered|recovered|retrieved|unearthed)\b/i

/** "The body of a woman was found", "two bodies were found": so many were killed, whoever it was and whenever. */
function bodiesIn(stretch: Stretch): readonly Count[] {
  const [found] = isFound.test(stretch.text) ? findAll(someBody, stretch) : []
  if (found === undefined || animals.test(wordsAfter(stretch, found.end))) return []
  const { number = '', noun = '', of = '' } = found.parts
  const isOne = /^(?:body|corpse)$/i.test(noun)
  const count = readNumber(isOne ? 'one' : of === '' ? number : of)
  return count === null ? [] : [{ harm: 'killed', count, start: found.start, end: found.end, words: found.words }]
}

const eitherHarm = new RegExp(
  String.raw`(?<![${letter}0-9.:/-])(?<number>${numberPattern}) (?:(?!(?:${monthNames})\b)[${letter}-]+ ){0,2}?(?:casualties|victims|(?:were )?(?:killed|dead) (?:or|and\/or) (?:wounded|injured))(?![${letter}])|\b(?:killed|killing) (?:or|and\/or) (?:wounded|wounding|injured|injuring) (?<after>${numberPattern})(?= [${letter}])|\b(?:caus(?:ed|ing)|left|leaving|result(?:ed|ing) in|with|inflict(?:ed|ing)) (?:(?<caused>${numberPattern}) )?(?:[${letter}]+ )?casualties\b`,
  'gi',
)

function rangeOf({ parts }: Found): CountRange | null {
  return readNumber(parts['number'] ?? parts['after'] ?? parts['caused'] ?? '')
}

/** "Several casualties", "killed or wounded five": how many at most of either, and nothing of how many of each. */
function untoldHarmIn(stretch: Stretch): FromText<Casualties> | null {
  const found = findAll(eitherHarm, stretch).find((it) => rangeOf(it)?.best !== 0)
  if (found === undefined) return null
  const range = rangeOf(found)
  const most = range === null ? null : (range.high ?? (range.low === null ? range.best : null))
  const each = most === null ? null : { low: null, best: null, high: most }
  return fromText({ source: null, killed: each, injured: each, words: found.words }, found)
}

/** What is harmed and is nobody. */
const animals =
  /\b(?:sheep|goats?|cattle|cows?|livestock|animals?|camels?|horses?|donkeys?|dogs?|birds?|poultry|lambs?)\b/i

function wordsAfter({ text, start }: Stretch, at: number): string {
  return /^(?: [\p{L}-]+){0,2}/u.exec(text.slice(at - start))?.[0] ?? ''
}

function countsIn(stretch: Stretch): readonly Count[] {
  const taken: Count[] = []
  const herds: Span[] = []
  for (const pattern of [before, after])
    for (const found of findAll(pattern, stretch)) {
      const number = found.parts['number'] ?? ''
      // "His son" and "the mayor" are one.
      const count = readNumber(/^(?:his|her|the)$/i.test(number) ? 'one' : number)
      const harm: Harm | null = found.parts['injured'] !== undefined ? 'injured' : 'killed'
      if (count === null || /\b(?:km|kilomet|metres|hours|days|minutes|years)\b/.test(found.parts['who'] ?? ''))
        continue
      if (herds.some((it) => overlaps(it, found))) continue
      if (animals.test(`${found.parts['who'] ?? ''} ${wordsAfter(stretch, found.end)}`)) {
        herds.push(found)
        continue
      }
      // "one was killed and four were arrested and wounded": the words between belong to somebody else.
      if (
        new RegExp(
          String.raw`\b(?:arrested|detained|captured|killed|dead|injured|wounded|and wounding|and injuring)\b`,
        ).test(found.parts['who'] ?? '')
      )
        continue
      if (taken.some((it) => it.start < found.end && found.start < it.end)) continue
      const also =
        companions(stretch.text.slice(found.end - stretch.start)) ??
        (pattern === after ? othersBefore(stretch.text.slice(0, found.start - stretch.start)) : null)
      taken.push({
        harm,
        count: also === null ? count : addCounts(count, also),
        start: found.start,
        end: found.end,
        words: found.words,
      })
    }
  return taken
}

/** "A dozen of his sheep": how far behind the number the animals may be named, in letters. */
const herdReach = 12
const andMore = new RegExp(
  String.raw`^(?: [a-z-]+){1,4},? and (?<number>(?:his|her|their)(?! (?:body|house|car|vehicle))|${numberPattern}) [a-z]+(?![a-z]| [a-z, ]*\b(?:was|were|wounded|injured|hurt|arrested|detained|captured|killed|missing)\b)`,
  'i',
)

/** "a commander and his driver", "three soldiers and a driver": who is named beside those that were counted. */
function companions(rest: string): CountRange | null {
  const found = andMore.exec(rest)
  const number = found?.groups?.['number'] ?? null
  const isHerd = animals.test(rest.slice(0, (found?.[0].length ?? 0) + herdReach))
  return number === null || isHerd ? null : readNumber(/^(?:his|her|their)$/i.test(number) ? 'one' : number)
}

const harmWord = new RegExp(String.raw`\b(?:${killedWord}|${injuredWord})\b`, 'i')
const oneMore = new RegExp(
  String.raw`(?:^|[,;:] |that )(?<number>${numberPattern}) (?:[${letter}-]+ )?(?!(?:were|was|are|is)\b)[${letter}-]+ and $`,
  'iu',
)

/** "A child and a woman were killed": who is named before those that were counted. */
function othersBefore(lead: string): CountRange | null {
  const found = oneMore.exec(lead)
  return found === null || animals.test(found[0]) || harmWord.test(found[0])
    ? null
    : readNumber(found.groups?.['number'] ?? '')
}

function sumOf(counts: readonly Count[], harm: Harm): CountRange | null {
  const own = counts.filter((it) => it.harm === harm).map((it) => it.count)
  const [first, ...rest] = own
  return first === undefined ? null : rest.reduce(addCounts, first)
}

/** Words for harm of either kind, which say nothing of how many were killed and how many hurt. */
function isRough({ value }: FromText<Casualties>): boolean {
  return new RegExp(`^(?:${eitherHarm.source})$`, 'i').test(value.words ?? '')
}

function wordsOf(...claims: readonly FromText<Casualties>[]): string {
  return claims
    .map(({ value }) => value.words)
    .filter((it) => it !== null)
    .join('; ')
}

/** Two claims about one incident as one: what one source goes on to tell is added, what another tells is held against it. */
export function joinCasualties(
  a: FromText<Casualties> | null,
  b: FromText<Casualties> | null,
  byAnother = false,
): FromText<Casualties> | null {
  if (a === null || b === null) return a ?? b
  const [rough] = [a, b].filter(isRough)
  if (rough !== undefined)
    return fromText({ ...(rough === a ? b : a).value, words: wordsOf(a, b) }, ...a.spans, ...b.spans)
  const both = byAnother ? spanCounts : addCounts
  const join = (one: CountRange | null, two: CountRange | null) => (one && two ? both(one, two) : (one ?? two))
  const words = wordsOf(a, b)
  return {
    value: {
      source: a.value.source ?? b.value.source,
      killed: join(a.value.killed, b.value.killed),
      injured: join(a.value.injured, b.value.injured),
      words,
    },
    spans: [...a.spans, ...b.spans],
  }
}

/**
 * What a count over several incidents says of each of them: never more than all of it, and nothing of how little.
 */
export function sharedCasualties(claim: FromText<Casualties>, among: number): FromText<Casualties> {
  const most = (range: CountRange | null): CountRange | null => {
    const high = range === null ? null : (range.high ?? (range.low === null ? range.best : null))
    return high === null ? null : { low: null, best: high === 0 ? 0 : null, high: high === 0 ? null : high }
  }
  const { killed, injured, words, source } = claim.value
  const told = `${words ?? ''} (told of ${among} incidents together)`
  return { value: { source, killed: most(killed), injured: most(injured), words: told }, spans: claim.spans }
}
