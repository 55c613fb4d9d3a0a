import { countTopics, type Claim, type CountTopic, type Credibility } from '@cordon/alerts'
import type { ReportSaid } from '../api/reports.js'

/** What stands in the form by which a person adds a report. Figures are as written: `4`, `3-7`, `4+`, or words. */
export interface ReportForm {
  source: string
  title: string
  text: string
  link: string
  origin: string
  credibility: Credibility
  counts: Record<CountTopic, string>
  hours: string
  by: string
  attribution: 'none' | 'by' | 'not' | 'unknown'
  denies: string
}

export function emptyReport(): ReportForm {
  return {
    ...{ source: '', title: '', text: '', link: '', origin: '', credibility: '6', hours: '', by: '' },
    counts: { killed: '', injured: '', held: '', involved: '' },
    ...{ attribution: 'none', denies: '' },
  }
}

/** The first field that keeps the form from being sent; null where it may go. */
export function reportProblem({ source, title }: ReportForm): 'source' | 'title' | null {
  if (source.trim() === '') return 'source'
  return title.trim() === '' ? 'title' : null
}

/** What the form says, without the fields that were left empty. */
export function reportSaid(form: ReportForm): ReportSaid {
  const texts = { text: form.text, link: form.link, origin: form.origin }
  const given = Object.entries(texts).flatMap(([key, text]) =>
    text.trim() === '' ? [] : [[key, text.trim()] as const],
  )
  return {
    source: form.source.trim(),
    title: form.title.trim(),
    credibility: form.credibility,
    ...Object.fromEntries(given),
    claims: claimsSaid(form),
  }
}

function claimsSaid({ counts, hours, by, attribution, denies }: ReportForm): NonNullable<ReportSaid['claims']> {
  const counted = countTopics.flatMap((topic) => {
    const figure = readFigure(counts[topic])
    return figure === null ? [] : [{ topic, ...figure }]
  })
  const lasted = readFigure(hours)
  const names = by.split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()]))
  return [
    ...counted,
    ...(lasted === null ? [] : [{ topic: 'duration' as const, hours: lasted.range, words: lasted.words }]),
    ...(attribution === 'unknown' ? [{ topic: 'attribution' as const, by: [], denied: false, words: null }] : []),
    ...((attribution === 'by' || attribution === 'not') && names.length > 0
      ? [{ topic: 'attribution' as const, by: names, denied: attribution === 'not', words: null }]
      : []),
    ...(denies.trim() === '' ? [] : [{ topic: 'denial' as const, words: denies.trim() }]),
  ]
}

/** A figure as people write it: one, two with a dash, with a plus for "at least"; what is none is kept as words. */
export function readFigure(text: string): Pick<Extract<Claim, { topic: CountTopic }>, 'range' | 'words'> | null {
  const written = text.trim()
  if (written === '') return null
  const [, first, plus, second] = /^(\d{1,7})\s*(?:(\+)|[-–]\s*(\d{1,7}))?$/.exec(written) ?? []
  if (first === undefined) return { range: null, words: written }
  const low = Number(first)
  if (plus !== undefined) return { range: { low, best: null, high: null }, words: null }
  if (second !== undefined && Number(second) >= low)
    return { range: { low, best: null, high: Number(second) }, words: null }
  return second === undefined
    ? { range: { low: null, best: low, high: null }, words: null }
    : { range: null, words: written }
}
