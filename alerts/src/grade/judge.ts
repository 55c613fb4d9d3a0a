import type { Claim, Grade, Incident, JudgedStatus, Report } from '../model.js'
import { maySameActor, namesSomebody } from './actor.js'
import type { Graded } from './grade.js'
import { deriveGrade, isJudgedBad } from './grade.js'
import { voicesOf, type Dated, type Voice } from './origin.js'

/** What of a report decides over grade and status. */
export type Evidence = Dated & Pick<Report, 'claims' | 'withdrawn'>

/** What the reports of an incident come to. */
export interface Judgement {
  readonly grade: Grade
  readonly status: JudgedStatus
  /** How many independent origins tell it and are not judged bad. */
  readonly origins: number
}

/**
 * The whole rule. Reports that were taken back say nothing. Reports of one origin are one voice (`voicesOf`), and a
 * voice that was judged bad (D–E, 4–5) neither raises nor disputes anything.
 *
 * refuted       a voice denies it with credibility 1 from a source of A–C, or nobody tells it but those who deny it
 * disputed      one voice tells it and another one denies it, or the two name others as its authors
 * confirmed     a voice tells it with credibility 1 from a source of A–C
 * corroborated  two voices tell it
 * unverified    otherwise
 *
 * The grade is that of the best-supported voice that tells it. Where a second voice that was judged good tells it too,
 * "possibly true" (3) becomes "probably true" (2): it is consistent with other information, as the Admiralty scale asks.
 */
export function judge(reports: readonly Evidence[]): Judgement {
  const voices = voicesOf(reports.filter((report) => !report.withdrawn))
  const telling = voices.filter((voice) => !denies(voice))
  const origins = telling.filter(({ support }) => !isJudgedBad(support)).length
  return { grade: gradeOfVoices(telling.length > 0 ? telling : voices), status: statusOf(voices), origins }
}

function statusOf(voices: readonly Voice<Evidence>[]): JudgedStatus {
  const heard = voices.filter(({ support }) => !isJudgedBad(support))
  const [denying, telling] = [heard.filter(denies), heard.filter((voice) => !denies(voice))]
  if (denying.some(({ support }) => confirms(support))) return 'refuted'
  if (denying.length > 0) return telling.length > 0 ? 'disputed' : 'refuted'
  if (contradictions(telling).length > 0) return 'disputed'
  if (telling.some(({ support }) => confirms(support))) return 'confirmed'
  return telling.length >= 2 ? 'corroborated' : 'unverified'
}

function gradeOfVoices(voices: readonly Voice<Evidence>[]): Grade {
  const supports = voices.map(({ support }) => support)
  return deriveGrade(supports.filter(isGood).length < 2 ? supports : supports.map(borneOut))
}

function borneOut(support: Graded): Graded {
  return isGood(support) && support.credibility === '3' ? { ...support, credibility: '2' } : support
}

function isGood({ reliability, credibility }: Graded): boolean {
  return ['A', 'B', 'C'].includes(reliability) && ['1', '2', '3'].includes(credibility)
}

function confirms(support: Graded): boolean {
  return support.credibility === '1' && isGood(support)
}

/** An origin's latest word counts: one that denies what it told before denies it. */
function denies({ reports }: Voice<Evidence>): boolean {
  return latestClaims(reports).some(({ topic }) => topic === 'denial')
}

/** Two voices that name others as the authors of one incident, or of whom one says that the other's did not do it. */
export function contradictions(voices: readonly Voice<Evidence>[]): readonly (readonly [Evidence, Evidence])[] {
  const said = voices.flatMap(({ reports }) => {
    const report = reports.toSorted(byTime).findLast(({ claims }) => claims.some(isAttribution))
    return report === undefined ? [] : [{ report, claims: report.claims.filter(isAttribution) }]
  })
  return said.flatMap((one, at) =>
    said
      .slice(at + 1)
      .filter((other) => one.claims.some((a) => other.claims.some((b) => contradict(a, b))))
      .map((other) => [one.report, other.report] as const),
  )
}

type Attribution = Claim & { readonly topic: 'attribution' }

function isAttribution(claim: Claim): claim is Attribution {
  return claim.topic === 'attribution'
}

function contradict(a: Attribution, b: Attribution): boolean {
  const [one, other] = [a.by.filter(namesSomebody), b.by.filter(namesSomebody)]
  if (one.length === 0 || other.length === 0 || (a.denied && b.denied)) return false
  const shares = one.some((name) => other.some((it) => maySameActor(name, it)))
  return a.denied === b.denied ? !shares : shares
}

function latestClaims(reports: readonly Evidence[]): readonly Claim[] {
  const last = reports.toSorted(byTime).at(-1)?.reportedAt
  return reports.filter((report) => report.reportedAt === last).flatMap((report) => report.claims)
}

function byTime(a: Evidence, b: Evidence): number {
  if (a.reportedAt !== b.reportedAt) return a.reportedAt < b.reportedAt ? -1 : 1
  return JSON.stringify(a.claims) < JSON.stringify(b.claims) ? -1 : 1
}

/** Grade and status of an incident, and how many tell it: what its reports come to, unless a person said otherwise, unless it is merged. */
export function judged(
  incident: Pick<Incident, 'override' | 'mergedInto'> & Partial<Pick<Incident, 'status'>>,
  reports: readonly Evidence[],
): Pick<Incident, 'grade' | 'status'> & { readonly origins: number } {
  const { grade, status, origins } = judge(reports)
  const { override } = incident
  const believed = override?.status ?? status
  // What was withdrawn comes back when its source tells it again, not because somebody grades that source.
  const standing = incident.status === 'withdrawn' ? 'withdrawn' : believed
  const held = incident.mergedInto === undefined ? standing : 'merged'
  return { grade: override?.grade ?? grade, status: held, origins }
}
