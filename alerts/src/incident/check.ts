import type { IncidentContent, Instant } from '../model.js'
import { faultAt, type Fault } from '../tell/fault.js'
import { finding } from '../tell/finding.js'
import { instantMs, precisionWindowMs } from '../time.js'

/** What is wrong with a value: where it stands, and what was given and what was expected. */
export type ContentProblem = Fault

type Times = Pick<IncidentContent, 'kind' | 'occurredFrom' | 'occurredTo' | 'timePrecision'>

/** How far ahead of our clock a source's clock may be. */
const skewMs = 5 * 60_000
const earliest = '1900-01-01T00:00:00.000Z'

/**
 * Problems of an incident's times, held against the clock: an end before the start, an event in the future, a year
 * before 1900. An event may end ahead of now by the window of its precision ("today"); a threat is about the future.
 */
export function checkTimes(content: Times, now: Instant): readonly ContentProblem[] {
  const { occurredFrom, occurredTo } = content
  const start = [tooEarly('occurredFrom', occurredFrom), inFuture(content, 'occurredFrom', now)]
  const end =
    occurredTo === null
      ? []
      : [tooEarly('occurredTo', occurredTo), endBeforeStart(content), inFuture(content, 'occurredTo', now)]
  return [...start, ...end].filter((problem) => problem !== null)
}

/** Problems of the time at which a report was made: nothing is reported before 1900 or after now. */
export function checkReported(reportedAt: Instant | null, now: Instant): readonly ContentProblem[] {
  if (reportedAt === null) return []
  const late = instantMs(reportedAt) > instantMs(now) + skewMs
  const future = () => faultAt('reportedAt', finding('refused.reportedLater', { now, got: reportedAt }))
  return [tooEarly('reportedAt', reportedAt), late ? future() : null].filter((problem) => problem !== null)
}

function tooEarly(path: string, instant: string): ContentProblem | null {
  if (instantMs(instant) >= instantMs(earliest)) return null
  return faultAt(path, finding('refused.before1900', { got: instant }))
}

function endBeforeStart({ occurredFrom, occurredTo }: Times): ContentProblem | null {
  if (occurredTo === null || instantMs(occurredTo) >= instantMs(occurredFrom)) return null
  return faultAt('occurredTo', finding('refused.endFirst', { from: occurredFrom, got: occurredTo }))
}

function inFuture(content: Times, path: 'occurredFrom' | 'occurredTo', now: Instant): ContentProblem | null {
  const instant = content[path]
  if (content.kind === 'threat' || instant === null) return null
  const window = path === 'occurredTo' ? precisionWindowMs(content.timePrecision) : 0
  if (instantMs(instant) <= instantMs(now) + skewMs + window) return null
  return faultAt(path, finding('refused.notYet', { now, got: instant }))
}
