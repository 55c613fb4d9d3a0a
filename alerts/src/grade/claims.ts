import type { Casualties, Claim, ClaimTopic, CountRange } from '../model.js'
import { claimTopics } from '../model.js'
import { contradictions, type Evidence } from './judge.js'
import { voicesOf } from './origin.js'

/** What one report says of one topic. */
export interface Said<R> {
  readonly report: R
  readonly claims: readonly Claim[]
}

/** One topic with what each report says of it. */
export interface ClaimRow<R> {
  readonly topic: ClaimTopic
  readonly said: readonly Said<R>[]
  /** From the lowest to the highest figure anybody gives; null where none is given. Never an average. */
  readonly range: CountRange | null
  /** Whether what they say cannot all be true. */
  readonly differ: boolean
}

/** Claims side by side: a row a topic, in the order of the model, with everybody who speaks of it. */
export function claimTable<R extends Evidence>(reports: readonly R[]): readonly ClaimRow<R>[] {
  const standing = reports.filter((report) => !report.withdrawn)
  return claimTopics.flatMap((topic) => {
    const said = standing.flatMap((report) => {
      const claims = report.claims.filter((claim) => claim.topic === topic)
      return claims.length === 0 ? [] : [{ report, claims }]
    })
    if (said.length === 0) return []
    const range = spanOf(said.flatMap(rangesOf))
    return [{ topic, said, range, differ: doDiffer(topic, said) || deniedByOthers(topic, standing) }]
  })
}

function deniedByOthers(topic: ClaimTopic, standing: readonly Evidence[]): boolean {
  return topic === 'denial' && voicesOf(standing).length > 1
}

/** Who corrects himself, and who repeats another, differs from nobody: independent voices do, by their latest word. */
function doDiffer(topic: ClaimTopic, said: readonly Said<Evidence>[]): boolean {
  const voices = voicesOf(said.map(({ report }) => report))
  if (topic === 'attribution') return contradictions(voices).length > 0
  const words = voices.map(({ reports }) => {
    const last = reports.map(({ reportedAt }) => reportedAt).reduce((a, b) => (a > b ? a : b))
    return said.filter(({ report }) => reports.includes(report) && report.reportedAt === last).flatMap(rangesOf)
  })
  return words.some((ranges, at) => words.slice(at + 1).some((others) => anyApart(ranges, others)))
}

function rangesOf({ claims }: Said<Evidence>): readonly CountRange[] {
  return claims.flatMap((claim) => figuresOf(claim) ?? [])
}

function anyApart(ranges: readonly CountRange[], others: readonly CountRange[]): boolean {
  return ranges.some((one) => others.some((other) => areApart(one, other)))
}

/** The figures of a claim, people or hours; null where it gives none. */
export function figuresOf(claim: Claim): CountRange | null {
  if ('range' in claim) return claim.range
  return 'hours' in claim ? claim.hours : null
}

function areApart(a: CountRange, b: CountRange): boolean {
  return lowOf(a) > highOf(b) || lowOf(b) > highOf(a)
}

/** A figure without bounds is its own bound; one with a single bound is open at the other end. */
function lowOf({ low, best, high }: CountRange): number {
  return low ?? (high === null ? (best ?? 0) : 0)
}

function highOf({ low, best, high }: CountRange): number {
  return high ?? (low === null ? (best ?? Infinity) : Infinity)
}

/** From the lowest to the highest that anybody gives; a best figure stands only where all who give one agree. */
function spanOf(ranges: readonly CountRange[]): CountRange | null {
  if (ranges.length === 0) return null
  const lows = ranges.map(({ low, best, high }) => low ?? best ?? high ?? 0)
  const openAbove = ranges.some(({ best, high }) => high === null && best === null)
  const highs = ranges.map(({ low, best, high }) => high ?? best ?? low ?? 0)
  const [low, high] = [Math.min(...lows), Math.max(...highs)]
  if (openAbove) return { low, best: null, high: null }
  return { low, best: low === high ? low : null, high }
}

/** What casualties say, as claims. */
export function casualtyClaims(casualties: readonly Casualties[]): readonly Claim[] {
  return casualties.flatMap(({ killed, injured, words }): readonly Claim[] => {
    if (killed === null && injured === null)
      return words === null ? [] : [{ topic: topicOf(words), range: null, words }]
    return [
      ...(killed === null ? [] : [{ topic: 'killed', range: killed, words } as const]),
      ...(injured === null ? [] : [{ topic: 'injured', range: injured, words } as const]),
    ]
  })
}

/** Words without a figure: of the dead where they speak of them, else of the injured. */
function topicOf(words: string): 'killed' | 'injured' {
  return /kill|dead|died|death|قتل|قتيل|قتلى/i.test(words) ? 'killed' : 'injured'
}

/** What claims say of the people harmed, as one source's casualties; empty where they say nothing of it. */
export function claimedCasualties(claims: readonly Claim[], source: string): readonly Casualties[] {
  const of = (topic: 'killed' | 'injured') => claims.find((claim) => claim.topic === topic)
  const [killed, injured] = [of('killed'), of('injured')]
  if (killed === undefined && injured === undefined) return []
  const words = [...new Set([killed?.words, injured?.words].filter((it) => it != null))].join('; ')
  const range = (claim: Claim | undefined) => (claim === undefined ? null : figuresOf(claim))
  return [{ source, killed: range(killed), injured: range(injured), words: words === '' ? null : words }]
}
