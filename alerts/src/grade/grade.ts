import type { Credibility, Grade, Incident, Reliability, Report } from '../model.js'
import { credibilities, reliabilities } from '../model.js'

/** What of a report says how well it is supported. */
export type Graded = Pick<Report, 'reliability' | 'credibility'>

/** Half a grade, from best to worst: what cannot be judged stands between what was judged good and judged bad. */
const reliabilityOrder: Readonly<Record<Reliability, number>> = { A: 0, B: 1, C: 2, F: 3, D: 4, E: 5 }
const credibilityOrder: Readonly<Record<Credibility, number>> = { '1': 0, '2': 1, '3': 2, '6': 3, '4': 4, '5': 5 }
const unjudged = 3

/** Reliability of the source and credibility of the report as one grade. */
export function gradeOf(reliability: Reliability, credibility: Credibility): Grade {
  return `${reliability}${credibility}`
}

/** The two halves of a grade. */
export function halvesOf(grade: Grade): Graded {
  const reliability = reliabilities.find((half) => grade.startsWith(half))
  const credibility = credibilities.find((half) => grade.endsWith(half))
  if (reliability === undefined || credibility === undefined) throw new RangeError(`Expected a grade, got "${grade}".`)
  return { reliability, credibility }
}

/**
 * The grade of what several reports say: that of the best-supported one, F6 where there is none.
 * A report judged good in both halves (A–C, 1–3) beats one with a half that cannot be judged (F, 6), and that one
 * beats any with a half judged bad (D–E, 4–5): not knowing a source is better than knowing it to be wrong. Within
 * each group the better pair wins, and among equals the more credible report.
 */
export function deriveGrade(reports: readonly Graded[]): Grade {
  const [first, ...others] = reports
  if (first === undefined) return 'F6'
  const best = others.reduce((held, report) => (supportOf(report) < supportOf(held) ? report : held), first)
  return gradeOf(best.reliability, best.credibility)
}

/** The worse reliability and the worse credibility of two. */
export function worseHalves(a: Graded, b: Graded): Graded {
  const isLess = reliabilityOrder[a.reliability] >= reliabilityOrder[b.reliability]
  const isLessLikely = credibilityOrder[a.credibility] >= credibilityOrder[b.credibility]
  return {
    reliability: isLess ? a.reliability : b.reliability,
    credibility: isLessLikely ? a.credibility : b.credibility,
  }
}

/** Whether one of its halves was judged bad: D–E or 4–5. */
export function isJudgedBad(report: Graded): boolean {
  return worseHalf(report) > unjudged
}

/**
 * Whether an incident counts as confirmed: by its status, or, where a person gave the grade alone, by a message that is
 * confirmed (1) from a source of A–C and that nobody disputes.
 */
export function isConfirmed({ grade, status }: Pick<Incident, 'grade' | 'status'>): boolean {
  const { reliability, credibility } = halvesOf(grade)
  if (status === 'confirmed') return true
  return credibility === '1' && 'ABC'.includes(reliability) && (status === 'unverified' || status === 'corroborated')
}

/** Smaller is better supported: group, then sum of both halves, then credibility; each step outweighs the next. */
function supportOf(report: Graded): number {
  const group = Math.max(0, Math.sign(worseHalf(report) - unjudged) + 1)
  const credibility = credibilityOrder[report.credibility]
  return group * 1000 + (reliabilityOrder[report.reliability] + credibility) * 10 + credibility
}

function worseHalf(report: Graded): number {
  return Math.max(reliabilityOrder[report.reliability], credibilityOrder[report.credibility])
}

/** Whether each half is at least as good as the minimum's. F and 6 sort last: they meet only themselves, as all do. */
export function meetsGrade(grade: Grade, minimum: Grade): boolean {
  const [given, asked] = [halvesOf(grade), halvesOf(minimum)]
  return given.reliability <= asked.reliability && given.credibility <= asked.credibility
}
