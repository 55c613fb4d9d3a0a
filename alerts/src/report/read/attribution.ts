import type { SaidBy, FromText, Span } from './words.js'
import { findAll, fromText, type Found, type Stretch } from './find.js'
import { dayNames } from './names.js'
import { capital, letter } from './letters.js'

/** Who says something, at its place; `mask` is all of the phrase, which tells nothing of what happened. */
export interface Attribution {
  readonly claim: FromText<SaidBy>
  readonly mask: Span
  readonly isPronoun: boolean
}

const name = String.raw`(?:[${capital}][${letter}'’.&-]*|al-[${letter}]+)(?: (?:of (?:the )?|for |and )?(?:[${capital}][${letter}'’.&-]*|al-[${letter}]+)){0,6}(?: \([${capital}]{2,8}\))?`
const body = String.raw`(?:centre|center|monitor(?:ing group)?|group|observatory|agency|task force|coalition|ministry|commander|commandant|patrol|command|council|spokes(?:man|woman|person)|officials?|sources?|witness(?:es)?|residents?|locals|activists?|police|authorities|administration|army|military|hospital|outlet|channel|statement|media|network|elders?|medics?|doctors?|forces|movement|organi[sz]ation|centre's head)`
const generic = String.raw`(?:(?:[Tt]he |[Aa]n? |[Ss]everal |[Ll]ocal |[Oo]ther |[Ss]ome |[Tt]wo )?(?:[${letter}-]+ ){0,3}?${body}(?![${letter}])(?: (?:for|of|from|in|at|close to|with) (?:the )?(?:${name}|[a-z]+))?)`
const pronoun = String.raw`(?:It|it|They|they|He|he|She|she|The same source)`
const who = String.raw`(?:(?:[Tt]he |[Aa] )?(?:[${capital}]{2}-led |[${letter}-]+-led |Kurdish |local |semi-official )?(?:${generic}|${name}(?: ${body})?)|${generic})`
const timeWords = String.raw`(?:,? (?:late |early |later |earlier )?(?:on |in )?(?:${dayNames}|today|yesterday)(?: (?:morning|evening|night|afternoon))?(?:,? \d{1,2} [${capital}][${letter}]+)?)`
const said = String.raw`(?<said>said|says|say|reported|reports|report|announced|announces|stated|states|told|tells|added|adds|wrote|writes|posted|tweeted|described|spoke of|speaks of|speak of|noted|notes|blamed|blames|counted|counts|recorded|records|documented|documents|registered|logged|gave (?:an?|another) (?:[${letter}]+ )?(?:account|version|picture)|puts? the (?:[${letter}]+ )?(?:toll|number of (?:dead|killed|injured|wounded)) at|claims that|claimed that|assesses|believes)`
const verb = String.raw`(?:${said}|(?<confirmed>(?:has |have )?confirm(?:s|ed))|(?<denied>den(?:y|ies|ied))|(?<claimed>claim(?:s|ed)(?: responsibility(?: for)?)?))`
const adverbs = String.raw`(?:,? (?:however|meanwhile|also|later|has|have|had|separately|in turn|for its part),?)*`

const before = new RegExp(
  String.raw`(?<![${letter}-])(?:(?<pronoun>${pronoun})|(?<who>${who}))${adverbs} ${verb}(?![${letter}-])${timeWords}?(?: (?:in|through) (?:a|its|their) statement${timeWords}?)?(?: (?:that|to))?`,
  'g',
)
const after = new RegExp(
  String.raw`(?:[Aa]ccording to|[Pp]er|[Cc]iting|[Ss]ource:|[Rr]eported by|[Aa]s reported by|[Cc]onfirmed by|[Qq]uoting|[Ss]aid) (?<who>${who})${timeWords}?`,
  'g',
)

/** Everybody who is said to say something in a stretch. */
export function attributionsIn(stretch: Stretch): readonly Attribution[] {
  const found = [...findAll(before, stretch), ...findAll(after, stretch)].toSorted((a, b) => a.start - b.start)
  return found.filter((it, at) => it.start >= (found[at - 1]?.end ?? 0) && isSomebody(it)).map(attributionOf)
}

function attributionOf(found: Found): Attribution {
  const whoWords = found.parts['who'] ?? found.parts['pronoun'] ?? ''
  const at = found.start + found.words.indexOf(whoWords)
  const span = { start: at, end: at + whoWords.length }
  const named = nameOf(whoWords)
  return { claim: fromText({ who: named, verb: verbOf(found) }, span), mask: found, isPronoun: isAnaphor(found, named) }
}

/** "Unconfirmed reports speak of …" names nobody. */
function isSomebody({ parts }: Found): boolean {
  return !/^(?:no\b|nobody|none|neither|unconfirmed|reports?|rumou?rs?|gunmen|militants?|attackers?|clashes)\b/i.test(
    parts['who'] ?? '',
  )
}

function verbOf({ parts, words }: Found): SaidBy['verb'] {
  if (parts['denied'] !== undefined) return 'denied'
  if (parts['claimed'] !== undefined) return 'claimed'
  return parts['confirmed'] !== undefined || /^confirmed/i.test(words) ? 'confirmed' : 'said'
}

/** A source as it is called: without its article and the short form in brackets. */
function nameOf(words: string): string {
  return words
    .replace(/^(?:the|an?) /i, '')
    .replace(/ \(\p{Lu}{2,8}\)$/u, '')
    .replace(/(?<=[a-z]{2}|\p{Lu}{3})\.$/u, '')
}

/** "It" and "the centre" are somebody who was named before. */
function isAnaphor({ parts }: Found, named: string): boolean {
  return parts['pronoun'] !== undefined || new RegExp(`^${body}$`).test(named)
}

/** Short forms that a text gives itself: "the Syrian Democratic Forces (SDF)". */
export function shortForms(text: string): ReadonlyMap<string, string> {
  const found = text.matchAll(
    /(?<long>\p{Lu}[\p{L}'’-]+(?: (?:of |for |and |the )*\p{Lu}[\p{L}'’-]+)*) \((?<short>\p{Lu}{2,8})\)/gu,
  )
  return new Map([...found].map((it) => [it.groups?.['short'] ?? '', it.groups?.['long'] ?? '']))
}
