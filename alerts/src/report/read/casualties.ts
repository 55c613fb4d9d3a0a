import type { Casualties, CountRange } from '../../model.js'
import type { FromText, Span } from './words.js'
import { findAll, fromText, overlaps, type Stretch } from './find.js'
import { monthNames } from './names.js'
import { addCounts, numberPattern, readNumber } from './numbers.js'
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
  String.raw`(?<![${letter}0-9.:/-])(?<number>${numberPattern})(?:(?: ?x)?)(?<who>${people})(?:, (?:among|including|most)[^,.;]{0,50},)?${auxiliary} (?:(?<killed>${killedWord})|(?<injured>${injuredWord}))(?![${letter}0-9])`,
  'gi',
)
/** "killing two", "wounded three others", "left four people dead". */
const before = new RegExp(
  String.raw`\b(?:(?<killed>kill(?:ed|ing|s)|assassinat(?:ed|ing)|murder(?:ed|ing)|gunn(?:ed|ing) down|shot dead|shooting dead|shot and killed|execut(?:ed|ing)|behead(?:ed|ing))|(?<injured>injur(?:ed|ing|es)|wound(?:ed|ing|s))|claimed the lives of|(?:death )?toll of) (?<number>${numberPattern}|(?:his|her)(?= (?:son|daughter|wife|husband|brother|sister|father|mother|driver|bodyguard|companion|child|cousin|colleague|deputy|uncle|nephew)\\b))(?= (?![${letter}]+ (?:later|before|after)\b)[${letter}]|[,.;]|$)`,
  'gi',
)
const none =
  /\b(?:no|without(?: any)?|nor) (?:immediate )?(?:reports? of )?(?:casualties|injuries|victims|losses|deaths or injuries)\b|\b(?:nobody|no one) was (?:hurt|harmed|injured)\b|\bnil cas\b/giu

/** What a stretch says of the people harmed, as one claim; null where it says nothing. */
export function casualtiesIn(stretch: Stretch): FromText<Casualties> | null {
  const counts = countsIn(stretch)
  const nobody = findAll(none, stretch)
  if (counts.length === 0 && nobody.length === 0) return null
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
      // "his son" is one.
      const count = readNumber(/^(?:his|her)$/i.test(number) ? 'one' : number)
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
      const also = companions(stretch.text.slice(found.end - stretch.start))
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

function sumOf(counts: readonly Count[], harm: Harm): CountRange | null {
  const own = counts.filter((it) => it.harm === harm).map((it) => it.count)
  const [first, ...rest] = own
  return first === undefined ? null : rest.reduce(addCounts, first)
}

/** Two claims about one incident, told in two sentences of one source, as one. */
export function joinCasualties(
  a: FromText<Casualties> | null,
  b: FromText<Casualties> | null,
): FromText<Casualties> | null {
  if (a === null || b === null) return a ?? b
  const join = (one: CountRange | null, two: CountRange | null) => (one && two ? addCounts(one, two) : (one ?? two))
  const words = [a.value.words, b.value.words].filter((it) => it !== null).join('; ')
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
