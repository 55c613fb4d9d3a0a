import type { ActorCertainty, FromText } from './words.js'
import { findAll, fromText, overlaps, type Found, type Stretch } from './find.js'
import { capital, letter } from './letters.js'

/** One of some words; each may stand at the beginning of a sentence. */
function eitherCase(words: string): string {
  return `(?:${words.replace(/(^|\|)([a-z])/g, (_, bar: string, it: string) => `${bar}[${it.toUpperCase()}${it}]`)})`
}

const org = String.raw`(?:(?:[${capital}]{2,8}|Islamic State|[${capital}][${letter}'’]+(?: [${capital}][${letter}'’]+){0,3})(?: \([${capital}]{2,8}\))? )`
const doubt = eitherCase(
  String.raw`unidentified|unknown|unclaimed|masked|suspected|alleged|presumed|believed-to-be|armed|heavily armed|several|two|three|four|five|six|\d+|a group of|a number of|pro-[${letter}]+|[${letter}]+-backed|[${letter}]+-linked|[${letter}]+-aligned|[${letter}]+-led|sleeper|tribal|local|foreign|rebel|government|regime|opposition|Kurdish|Turkish|Russian|Iranian|Syrian|Iraqi|American|US|U\.S\.|Israeli`,
)
const people = eitherCase(
  String.raw`gunm[ae]n|militants?|cells?|fighters?|assailants?|attackers?|insurgents?|operatives?|extremists?|terrorists?|perpetrators?|forces|troops|soldiers|warplanes|jets|aircraft|helicopters?|drones?|rebels?|militia(?:men|s)?|tribesmen|inmates|detainees|prisoners|protesters|protestors|demonstrators|residents|police(?:men)?|robbers|smugglers|persons?|individuals|men|man|group|bomber|units?|agents|elements|motorcyclists|border guards|gendarmerie`,
)
const actorWords = new RegExp(
  String.raw`(?<![${letter}-])(?:${doubt} )*${org}?(?:${doubt} )*${people}(?: (?:from|of|belonging to|affiliated with|linked to|(?:believed|thought|suspected|said) to (?:be|belong to)) (?:the )?(?:[${capital}]{2,8}|Islamic State)(?: \([${capital}]{2,8}\))?(?: cells)?)?(?: (?:on|riding) (?:a )?motor(?:cycles?|bikes?))?(?: with unknown motives)?(?![${letter}-])`,
  'g',
)
const bareOrg =
  /(?<![\p{L}-])(?:the )?(?:\p{Lu}{2,8}|Islamic State)(?=(?:, (?:with|together|backed|supported|alongside|in)\b[^,.;]{3,80},)? (?:attack(?:ed|s)?|raid(?:ed|s)|shell(?:ed|s)|arrest(?:ed|s)|detain(?:ed|s)|captur(?:ed|es)|foiled|thwarted|ambush(?:ed|es)|bomb(?:ed|s)|fired|struck|targeted|seized|killed|carried out|launched|assault|ambush|raid|shelling|cells?)(?![\p{L}-]))/gu
const byOrg =
  /(?<=\bby (?:the )?)(?:suspected )?(?:\p{Lu}{2,8}|Islamic State|\p{Lu}[\p{L}'’]+(?: \p{Lu}[\p{L}'’]+){1,3})(?![\p{L}-])/gu
const unknownOne = /\b(?:unidentified|unknown|masked|unclaimed)\b|\bunknown motives\b/i
const suspect = /\b(?:suspected|alleged|presumed|apparently|believed to (?:be|belong)|accused|likely|blamed)\b/i

const thing = eitherCase(
  String.raw`headquarters|HQ|bases?|positions?|check ?-?points?|CPs?|posts?|outposts?|barracks|convoys?|patrols?|veh(?:icles?|s)?|cars?|trucks?|tankers?|bus(?:es)?|ambulance|members?|soldiers?|fighters?|commanders?|leaders?|officers?|police(?:man|men)?|guards?|civilians?|elders?|sheikhs?|teachers?|doctors?|journalists?|farmers?|shepherds?|employees?|workers?|officials?|councillors?|mayor|co-chair|trader|merchant|wom[ae]n|girls?|boys?|child(?:ren)?|refugees|IDPs?|prison|jail|camp|hospital|school|market|mosque|church|house|home|shop|offices?|pipeline|oil wells?|fuel depot|gas station|pumping station|power (?:line|station)|bridge|troops|forces|personnel|staff|compound|garrison|warehouse`,
)
// Bounded, since a name may be split in many ways: unbounded, a row of names would take as long as there are such ways.
const targetWords = new RegExp(
  String.raw`(?<![${letter}-])(?:(?:military|security|local|former|civil|oil|army|police|senior|tribal|humanitarian|aid|supply|internal|border|government|regime|female|male|displaced|Iraqi|Syrian|Turkish|Russian|US|U\.S\.|coalition|Kurdish) |${org}){0,3}(?:(?:military|security|local|former|council|oil|army|police|senior|tribal|supply|civil) ){0,3}${thing}(?: and ${thing}){0,4}(?: of the (?:[${capital}]{2,8}|(?:(?:[ae][lshdtznr]h?-)?[${capital}][${letter}'’]+ ?){1,4}))?(?![${letter}-])`,
  'g',
)

/** Short forms of things, and words for nobody. */
const nobody = /^(?:the )?(?:S?VB?IEDs?|IEDs?|PBIED|RPGs?|SAF|UXOs?|RTA|UAVs?|UAS|TIC|HG)$|^no\b/i

const leadingDate =
  /^(?:(?:On|In|Last|Late|Early|By|Since) )*(?:(?:(?:19|20)\d\d|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)|(?:January|February|March|April|May|June|July|August|September|October|November|December)(?: \d{1,2})?)(?:,? \d{4})?),? )+/

/** Who did it, with how sure the text is. */
export interface Who {
  readonly actors: readonly FromText<string>[]
  readonly certainty: ActorCertainty
  readonly targets: readonly FromText<string>[]
}

/** Where in a sentence what happened is told, and whether it is told from the side of whoever suffered it. */
export interface Happening {
  readonly start: number
  readonly end: number
  readonly words: string
}

const passive = /\b(?:was|were|been|being|came under)(?: \p{L}+)? ?$/u
/** Verbs whose subject acts; of nouns ("an attack on …") only "by" names who did it. */
const acts =
  /^(?:attacked|attack|struck|ambushed|shelled|stormed|assaulted|raided|arrested|detained|captured|foiled|thwarted|kidnapped|abducted|killed|opened fire|opened|targeted|hit|fired|launched|seized|recovered|assassinated|shot dead|gunned down|blew|burned|burnt|torched|blocked|looted|robbed|stole|set|stabbed|hijacked|broke into|protested|escaped|rioted|dropped|threw|hurled|detonated|planted|overran|took|clashed)/i

/** Who did what happened, and to whom or what. */
export function whoIn(stretch: Stretch, what: Happening): Who {
  const names = [...findAll(actorWords, stretch), ...findAll(bareOrg, stretch), ...findAll(byOrg, stretch)]
    .map(withoutDate)
    .filter((it) => !nobody.test(it.words))
    .reduce(longest, [])
  const isPassive = passive.test(stretch.text.slice(0, what.start - stretch.start))
  const isBy = (it: Found) => /\bby (?:the |an? )?$/.test(stretch.text.slice(0, it.start - stretch.start))
  const actors = names.filter((it) => isBy(it) || (!isPassive && isActing(it, what, stretch)))
  const targets = findAll(targetWords, stretch)
    .map(withoutEnd)
    .filter((it) => !actors.some((actor) => overlaps(actor, it)))
  return {
    actors: actors.map((it) => fromText(it.words.replace(/^the /i, ''), it)),
    certainty: certaintyOf(actors, stretch),
    targets: distinct(targets).map((it) => fromText(it.words, it)),
  }
}

/** A day of the week or a month has a capital as a name has: "On Monday gunmen …" is told of gunmen. */
function withoutDate(it: Found): Found {
  const [date = ''] = leadingDate.exec(it.words) ?? []
  return { ...it, words: it.words.slice(date.length), start: it.start + date.length }
}

/** Without the space that stands between a name and what follows it. */
function withoutEnd(it: Found): Found {
  const words = it.words.trimEnd()
  return { ...it, words, end: it.start + words.length }
}

function isActing(it: Found, what: Happening, { text, start }: Stretch): boolean {
  if (overlaps(it, what)) return true
  if (it.end > what.start || !acts.test(what.words)) return false
  return !/[;:]|\b(?:on|against|at|vs|targeting|of|killing|to) (?:the |an? )?$/.test(text.slice(0, it.start - start))
}

function longest(kept: Found[], it: Found): Found[] {
  const rival = kept.find((other) => overlaps(other, it))
  if (rival === undefined) return [...kept, it]
  return rival.words.length >= it.words.length ? kept : [...kept.filter((other) => other !== rival), it]
}

function certaintyOf(actors: readonly Found[], { text }: Stretch): ActorCertainty {
  if (actors.length === 0)
    return /\b(?:nobody|no one|no group) (?:has )?(?:so far )?claimed\b/i.test(text) ? 'unknown' : 'not-stated'
  if (actors.some((it) => unknownOne.test(it.words))) return 'unknown'
  if (actors.every((it) => /^(?:gunm[ae]n|militants?|assailants?|attackers?|men|perpetrators?)$/i.test(it.words))) {
    return suspect.test(text) ? 'suspected' : 'unknown'
  }
  return actors.some((it) => suspect.test(it.words)) || /\bbelieved to (?:be|belong)/i.test(text)
    ? 'suspected'
    : 'named'
}

function distinct(found: readonly Found[]): readonly Found[] {
  return found.filter(
    (it, at) => found.findIndex((other) => other.words.toLowerCase() === it.words.toLowerCase()) === at,
  )
}
