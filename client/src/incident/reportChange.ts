import { countTopics, type Claim, type CountRange, type Report } from '@cordon/alerts'
import type { ReportSaid } from '../api/reports.js'
import { emptyReport, reportSaid, type ReportForm } from './reportForm.js'

/** A report as the form shows it. */
export function formOf(report: Report): ReportForm {
  const { claims, credibility, sourceName: source, title } = report
  const of = (topic: Claim['topic']) => claims.find((it) => it.topic === topic)
  const attribution = claims.find((it) => it.topic === 'attribution')
  const hours = claims.find((it) => it.topic === 'duration')
  return {
    ...{ source, title, credibility, text: report.text ?? '', link: report.link ?? '', origin: report.origin ?? '' },
    counts: {
      ...emptyReport().counts,
      ...Object.fromEntries(countTopics.map((topic) => [topic, countedText(of(topic))])),
    },
    hours: hours === undefined ? '' : figureText(hours.hours, hours.words),
    by: attribution?.by.join(', ') ?? '',
    attribution: attributionOf(attribution),
    denies: of('denial')?.words ?? '',
  }
}

function attributionOf(claim: Extract<Claim, { topic: 'attribution' }> | undefined): ReportForm['attribution'] {
  if (claim === undefined) return 'none'
  if (claim.by.length === 0) return 'unknown'
  return claim.denied ? 'not' : 'by'
}

function countedText(claim: Claim | undefined): string {
  return claim !== undefined && 'range' in claim ? figureText(claim.range, claim.words) : ''
}

/** A figure as the form takes it back (`4`, `3-7`, `4+`); the source's words where it gives none. */
function figureText(range: CountRange | null, words: string | null): string {
  if (range === null) return words ?? ''
  const { low, best, high } = range
  if (low !== null && high !== null) return low === high ? String(low) : `${low}-${high}`
  return low === null ? String(best ?? high ?? '') : `${low}+`
}

/** What the form says otherwise than the report: those fields alone. */
export function reportChange(report: Report, form: ReportForm) {
  const [before, after] = [reportSaid(formOf(report)), reportSaid(form)]
  const texts = (['text', 'link', 'origin'] as const).flatMap((key) =>
    (before[key] ?? null) === (after[key] ?? null) ? [] : [[key, after[key] ?? null] as const],
  )
  return {
    ...(before.title === after.title ? {} : { title: after.title }),
    ...(before.credibility === after.credibility ? {} : { credibility: after.credibility }),
    ...Object.fromEntries(texts),
    ...changedClaims(report.claims, before.claims ?? [], after.claims ?? []),
  }
}

type Said = NonNullable<ReportSaid['claims']>

/** Claims on what the form leaves as it was stay word for word: it shows less of them than a report may hold. */
function changedClaims(claims: Report['claims'], before: Said, after: Said): { readonly claims?: Said } {
  const on = (said: Said, topic: string) => JSON.stringify(said.filter((it) => it.topic === topic))
  const topics = [...new Set([...before, ...after].map(({ topic }) => topic))]
  const changed = topics.filter((topic) => on(before, topic) !== on(after, topic))
  if (changed.length === 0) return {}
  const kept = claims.filter(({ topic }) => !changed.includes(topic)).map(spoken)
  return { claims: [...kept, ...after.filter(({ topic }) => changed.includes(topic))] }
}

/** A claim as it is sent. */
function spoken(claim: Claim): Said[number] {
  return claim.topic === 'attribution' ? { ...claim, by: [...claim.by] } : claim
}
