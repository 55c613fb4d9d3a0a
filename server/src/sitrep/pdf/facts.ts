import {
  isStated,
  searchParts,
  type FeedSilences,
  type SearchTongue,
  type Sitrep,
  type SitrepContent,
  type SitrepFigureName,
  type SitrepTally,
} from '@cordon/alerts'
import { dayText, differenceText, momentText, numberText, tollText } from './say.js'
import { isolated, leftToRight } from './visual.js'
import { filled } from './words.js'
import type { SitrepWords } from './words-en.js'

const endOf = (until: string) => new Date(Date.parse(until) - 1).toISOString()

/** What a report is of, as of when, and by what it is known again: names and values. */
export function factsOf(report: Sitrep, words: SitrepWords): readonly (readonly [string, string])[] {
  const { from, until, content, version, corrects } = report
  const span = (a: string, b: string) => `${dayText(a)} – ${dayText(endOf(b))}`
  const number = corrects === null ? String(version) : filled(words.correctionOf, { version, id: corrects })
  return [
    [words.period, `${span(from, until)} UTC`],
    [words.heldAgainst, span(content.before.from, content.before.until)],
    [words.asOf, momentText(report.asOf)],
    [words.search, searchText(report, words)],
    [words.version, number],
    [words.hash, leftToRight(report.hash)],
  ]
}

/** As the page says a search, with the names that its zone and sources had when it was drawn up. */
function searchText({ search, content }: Sitrep, words: SitrepWords): string {
  const called = (id: string) => content.names?.[id] ?? null
  const tongue: SearchTongue = {
    field: (of) => words.asked[of],
    type: words.type,
    severity: (of) => words.severity[of],
    kind: (of) => words.incidentKind[of],
    status: (of) => words.status[of],
    precision: (of) => words.precision[of],
    exercise: (of) => words.exercises[of],
    comma: words.comma,
    day: dayText,
    moment: momentText,
    weekday: (of) => words.weekdays[of - 1] ?? String(of),
    zone: called,
    source: called,
  }
  const asked = searchParts(search, tongue).map(({ name, text }) => filled(`${name}: {text}`, { text }))
  return asked.length === 0 ? words.everything : asked.join(' · ')
}

/** Each figure with that of the period before, how they differ, and of how much of it something is not sure. */
export function figureRows({ figures }: SitrepContent, words: SitrepWords): readonly (readonly string[])[] {
  return figures.map(({ name, now, before }) => [
    words.figure[name],
    tallyText(now, name, words),
    tallyText(before, name, words),
    isStated(name, now) && isStated(name, before) ? differenceText(now, before) : '–',
    numberText(now.doubtful),
  ])
}

function tallyText(tally: SitrepTally, name: SitrepFigureName, words: SitrepWords): string {
  return isStated(name, tally) ? tollText(tally, words) : words.notStated
}

/** What there is to say of a feed and how long it was silent in all, and each of its silences. */
export function feedRows(feed: FeedSilences, words: SitrepWords): readonly (readonly string[])[] {
  const { name, required, enabled, onFrom, outages, silentMs } = feed
  const facts = [
    isolated(name),
    ...(required ? [words.reliedOn] : []),
    ...(onFrom === null ? [] : [filled(words.switchedOn, { at: momentText(onFrom) })]),
    ...(enabled ? [] : [words.switchedOff]),
  ]
  const spells = outages.map(({ from, until }) => {
    const end = until === null ? words.silentStill : momentText(until)
    const lasted = until === null ? '' : spanText(Date.parse(until) - Date.parse(from), words)
    return ['', momentText(from), end, lasted]
  })
  const inAll = outages.length === 0 ? '' : spanText(silentMs, words)
  return [[facts.join(' · '), '', '', inAll], ...spells]
}

/** In hours, so that lengths can be compared; less than one in minutes. */
function spanText(ms: number, words: SitrepWords): string {
  const minutes = Math.floor(ms / 60_000)
  if (minutes < 60) return filled(words.minutes, { n: minutes })
  return filled(words.hours, { n: numberText(Math.floor(minutes / 60)) })
}
