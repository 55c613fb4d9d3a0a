import type { LeftOut } from './words.js'
import type { Stretch } from './find.js'
import { monthNames } from './names.js'
import { numberPattern } from './numbers.js'
import { letter } from './letters.js'

const events = String.raw`(?:attacks?|incidents?|operations?|raids?|killings?|assassinations?|explosions?|IEDs?|arrests?|murders?|kidnapp?ings?|abductions?|protests?|bombings?|(?:air)?strikes?|assaults?|clashes|cases|people|civilians|persons|deaths)`
const counted = new RegExp(
  String.raw`(?<![${letter}0-9])(?:${numberPattern})(?: of)?(?: (?:separate|such|more|IS|ISIS|different|other|[${letter}]+)){0,3} ${events}(?![${letter}-])`,
  'iu',
)
const counting =
  /\b(?:count(?:s|ed)|record(?:s|ed)|document(?:s|ed)|register(?:s|ed)|logg(?:ed|ing)|tall(?:y|ied)|totall?(?:ed|ing)|a total of|in total|altogether|overall|compared (?:to|with)|down from|up from|(?:an )?average of|per (?:month|week)|monthly|a (?:rise|fall|drop|increase|decrease)|so far this (?:year|month)|the (?:number|rate) of|the highest|the lowest)\b/i
const period = new RegExp(
  String.raw`\b(?:in|during|throughout|since|for) (?:the (?:same month|same period|month of|first|second|third|last|past|previous|whole)[^,.;]{0,20}|(?:early |late |mid-?)?(?:${monthNames})(?! \d{1,2}\b(?!\d))|\d{4}|the (?:month|quarter|year))|\b(?:last|this|that|previous) (?:month|year|quarter)|\b(?:a|per) (?:month|week|year)\b`,
)
const past =
  /\b(?:in the past|previously|historically|last year|a year ago|years? (?:ago|earlier)|for years|in recent (?:months|weeks|years)|over the (?:past|last) (?:\p{L}+ |\d+ )?(?:months|weeks|years)|since (?:the|its|early|late|mid|\d{4}|January|February|March|April|May|June|July|August|September|October|November|December)|months (?:ago|earlier)|in (?:January|February|March|April|May|June|July|August|September|October|November|December),? \d{4}|(?:back )?in (?:19|20)\d\d|formerly|once (?:held|was)|has long|have long|regularly|frequently|often|routinely|typically|usually)\b/iu
const standing =
  /\b(?:holds?|houses?|hosts?|guards?|controls?|is home to|are home to|(?:is|are) (?:mostly|mainly|largely|guarded|run|located|held|housed)|contains?|continues? to (?:hold|be)|remain(?:s)? (?:active|a threat|in|capable)|has capacity)\b/i
const outlook =
  /\b(?:could|might|may|would|fear(?:s|ed)?|likely to|expected to|expects?|risks?|concerns?|worr(?:y|ies|ied)|if|whether|able to|capable of|should|must|calls? (?:for|on)|called (?:for|on)|urged|condemn(?:ed|s)?|vowed to (?:continue|respond)|aims? to)\b/i
/** Of a period, though none is named: "carried out nine raids". */
const sweeps =
  /\b(?:carried out|conducted|launched|mounted|made) (?:a total of |some |about |more than |at least )?(?:three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens of|\d+) (?:[\p{L}-]+ ){0,2}(?:raids|operations|campaigns|sweeps|arrests|searches)\b/iu
const nothing =
  /\b(?:no (?:security |new |further |other )?(?:incidents?|attacks?|events|activity)|nothing (?:significant )?to report|NSTR|situation (?:was|is|remain(?:s|ed)) calm|all quiet|passed (?:off )?(?:peacefully|without))\b/i

/** What is known of a sentence before it is judged. */
export interface Judged {
  /** Its words, those that say who says it included. */
  readonly stretch: Stretch
  readonly hasDay: boolean
  readonly hasPlace: boolean
  readonly isThreat: boolean
  /** Its time lies further back than a report of now would tell. */
  readonly isLongAgo: boolean
}

/** Why a sentence tells no incident of its own though it names one; null where it does tell one. */
export function leftOutBecause({
  stretch: { text },
  hasDay,
  hasPlace,
  isThreat,
  isLongAgo,
}: Judged): LeftOut['why'] | null {
  if (nothing.test(text)) return 'nothing'
  if (!hasDay && counted.test(text) && (counting.test(text) || period.test(text))) return 'count'
  if (!hasDay && !hasPlace && sweeps.test(text)) return 'count'
  if (!hasDay && /^(?:the )?(?:number|rate|total|tally) of\b/i.test(text)) return 'count'
  if (isLongAgo || (!hasDay && past.test(text))) return 'history'
  if (isThreat) return hasPlace || hasDay || /\bfoil|thwart|prevent|disrupt/i.test(text) ? null : 'outlook'
  if (!hasDay && outlook.test(text)) return 'outlook'
  return !hasDay && standing.test(text) ? 'standing' : null
}
