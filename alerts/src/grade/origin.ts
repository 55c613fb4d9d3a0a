import type { Report } from '../model.js'
import type { Graded } from './grade.js'
import { isJudgedBad, worseHalves } from './grade.js'

/** What of a report says whose word it is. */
export type Attributed = Graded & Pick<Report, 'origin' | 'sourceName'>

/** What of a report says which of two is the later word of one source. */
export type Dated = Attributed & Pick<Report, 'reportedAt' | 'link' | 'title' | 'text'>

/** One independent origin with the reports that bring its word, and how well that word is supported. */
export interface Voice<R extends Dated> {
  readonly reports: readonly R[]
  readonly support: Graded
}

/** The name of an origin as it is compared: whoever repeats an origin is that origin. */
export function originKey({ origin, sourceName }: Pick<Report, 'origin' | 'sourceName'>): string {
  return nameKey(origin ?? sourceName)
}

function nameKey(name: string): string {
  return name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()
}

/** Reports by their origin, in an order that does not depend on theirs. */
export function voicesOf<R extends Dated>(reports: readonly R[]): readonly Voice<R>[] {
  const repeated = repeatedBy(reports)
  const groups = joinedBy(reports, (report) => marksOf(report, repeated))
  const named = groups.map((group) => ({ name: group.map(originKey).toSorted().join(' '), group }))
  return named
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ group }) => ({ reports: group, support: supportOf(group) }))
}

/** Whom each source repeats that tells nothing of its own: whoever quotes it quotes them. The first by name of several. */
function repeatedBy(reports: readonly Attributed[]): ReadonlyMap<string, string> {
  const own = new Set(reports.filter(isFirstHand).map(originKey))
  const repeats = reports.map((it) => [nameKey(it.sourceName), originKey(it)] as const)
  return new Map(repeats.filter(([name]) => !own.has(name)).toSorted(([, a], [, b]) => (a < b ? 1 : -1)))
}

/** What two have in common that are of one origin: its name, or that of one that it only repeats; the page, or the words, whoever prints them. */
function marksOf(report: Dated, repeated: ReadonlyMap<string, string>): readonly string[] {
  const { title, text, link } = report
  const name = originKey(report)
  const names = [name, repeated.get(name) ?? name].map((it) => `name ${it}`)
  return [
    ...names,
    ...(link === null ? [] : [`link ${link}`]),
    ...(text === null ? [] : [`words ${JSON.stringify([title, text])}`]),
  ]
}

interface Group<T> {
  readonly items: T[]
  readonly marks: Set<string>
}

/** Items in groups: those that have a mark in common, over however many others. */
function joinedBy<T>(items: readonly T[], marksOf: (item: T) => readonly string[]): readonly (readonly T[])[] {
  const groups = new Map<string, Group<T>>()
  for (const item of items) {
    const marks = marksOf(item)
    const [first, ...others] = new Set(marks.flatMap((it) => groups.get(it) ?? []))
    const into: Group<T> = first ?? { items: [], marks: new Set() }
    into.items.push(...others.flatMap((it) => it.items), item)
    for (const mark of [...marks, ...others.flatMap((it) => [...it.marks])]) {
      into.marks.add(mark)
      groups.set(mark, into)
    }
  }
  return [...new Set(groups.values())].map((group) => group.items)
}

/**
 * How well an origin's word is supported: by its own latest report that was judged; where it reports nothing itself,
 * by the worst of those who repeat it. So a repeat never raises anything.
 */
function supportOf(group: readonly Dated[]): Graded {
  const own = group.filter(isFirstHand)
  const judged = own.filter((report) => report.credibility !== '6')
  const latest = latestOf(judged.length > 0 ? judged : own)
  return worstOf(latest.length > 0 ? latest : group)
}

function isFirstHand(report: Attributed): boolean {
  return report.origin === null || originKey(report) === originKey({ ...report, origin: null })
}

function latestOf(reports: readonly Dated[]): readonly Dated[] {
  const last = reports
    .map((report) => report.reportedAt)
    .toSorted()
    .at(-1)
  return reports.filter((report) => report.reportedAt === last)
}

/** The worse of each half: a repeat that is more credible but less reliable, or the other way round, lifts neither. */
function worstOf(reports: readonly Graded[]): Graded {
  return reports.reduce<Graded>(worseHalves, reports[0] ?? { reliability: 'F', credibility: '6' })
}

/** How many independent origins tell it in reports that are not judged bad. */
export function independentOrigins(reports: readonly Dated[]): number {
  return voicesOf(reports).filter(({ support }) => !isJudgedBad(support)).length
}
