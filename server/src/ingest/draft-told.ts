import { canonical, checkReported, checkTimes, say, type Report } from '@cordon/alerts'
import type { IncidentInput, ReportInput } from '../wire/index.js'
import { contentFrom } from './content.js'
import type { Change, Desk, Draft, KnownBy } from './desk.js'
import { amend, sameWords } from './draft-amended.js'
import { draftNew } from './draft-new.js'
import { added, claimsOf } from './draft-report.js'
import type { Entry } from './entry.js'
import { joined } from './join.js'
import type { Working } from './known.js'
import { refused } from './refused.js'
import { sourceOf } from './report-from.js'
import { hashOf, messageKeys, reportKeysOf } from './report-keys.js'

type Told = Entry & { what: 'tell' }

/**
 * A report that says what happened: of an incident that the same message told before, or of a new one. Where its keys name
 * several, it shows that they are one. So the same reports end in the same incidents, whatever came first: those that are
 * linked by a key, over however many others, tell one. Of one source's versions of one message the latest counts.
 */
export function draftTold(entry: Told, desk: Desk): Draft {
  const errors = toldErrors(entry, desk.now)
  if (errors.length > 0) return refused({ code: 'invalid-input', errors })
  const keys = messageKeys(reportKeysOf(entry))
  const drafted = draftAlike(entry, keys, desk)
  return joined(drafted, { keys, report: entry.report }, desk)
}

function draftAlike(entry: Told, keys: readonly string[], desk: Desk): Draft {
  const { source } = sourceOf(entry.report.source, desk.known)
  const same = keys.flatMap((key) => desk.known.reports.get(key) ?? [])
  const own = same.find((report) => report.sourceId === source.id && !isAnother(report, keys, desk))
  const alike = own ?? same[0]
  const before = alike === undefined ? undefined : desk.known.byId.get(alike.incidentId)
  if (before === undefined) return founded(entry, desk)
  if (own === undefined) return added(before, entry.report, { contentHash: hashOf(entry), desk })
  const drafted = repeated(own, before, { entry, desk })
  return drafted.what === 'refused' ? drafted : { ...drafted, knownBy: knownBy(own, entry, { drafted, desk }) }
}

/**
 * Whether a report that shares a key is another message of the same source: one page may hold several, each under an id
 * of the source's own. They tell one incident, and each keeps its words. The same words are the same message.
 */
function isAnother(report: Report, keys: readonly string[], { known }: Desk): boolean {
  const isKnownBy = (key: string) => (known.reports.get(key) ?? []).some(({ id }) => id === report.id)
  const hasId = report.externalId !== null && keys.some((key) => key.startsWith('id '))
  return hasId && !keys.some((key) => !key.startsWith('link ') && isKnownBy(key))
}

function toldErrors({ report, incident }: Told, now: string) {
  const within = checkTimes(contentFrom(incident), now).map((it) => ({ ...it, path: `incident.properties.${it.path}` }))
  return [...checkReported(report.reportedAt ?? null, now), ...within]
}

function founded(entry: Told, desk: Desk): Draft {
  const { report, incident } = entry
  const { title, text } = report
  return draftNew(incident, desk, {
    title,
    text: text ?? null,
    claims: claimsOf(report, incident),
    contentHash: hashOf(entry),
  })
}

interface Repeat {
  readonly entry: Told
  readonly desk: Desk
}

/** The same source again: what it says of the incident, and its own words, where either has changed. */
function repeated(report: Report, before: Working, { entry, desk }: Repeat): Draft {
  const now = { ...report, ...wordsOf(entry.report, entry.incident) }
  if (isBehind(entry, { report, now }, desk)) return { what: 'unchanged', working: before }
  const restated = foundsIt(entry, before) ? draftNew(entry.incident, desk) : null
  if (sameWords(report, now)) return restated ?? { what: 'unchanged', working: before }
  const working = restated?.what === 'revised' ? restated.working : before
  const change = { report, now, reason: say('kept.otherwise', {}) }
  const amended = amend(working, change, desk)
  // One entry is one revision: what was restated is part of it.
  return restated?.what === 'revised' ? asOneRevision(amended, before) : amended
}

/** Whether something else was said since: a later version came, or this very one was corrected. */
function isBehind({ report: said }: Told, { report, now }: Record<'report' | 'now', Report>, { known }: Desk): boolean {
  if (said.reportedAt == null) return false
  if (said.reportedAt < report.reportedAt) return true
  return (known.saidBefore.get(report.id) ?? []).some((it) => spoken(it) === spoken(now))
}

/** What a report says, whatever the house made of it. */
function spoken({ title, text, credibility, origin, link, claims, reportedAt }: Report): string {
  return canonical([title, text, credibility, origin, link, claims, reportedAt])
}

function foundsIt({ report }: Told, { incident }: Working): boolean {
  return report.externalId != null && incident.externalId === report.externalId && incident.source === report.source
}

function asOneRevision(drafted: Change, before: Working): Draft {
  const incident = { ...drafted.working.incident, revision: before.incident.revision + 1 }
  return { ...drafted, working: { ...drafted.working, incident } }
}

/** What a report is known by once another version of it has come: all that any of them is known by. */
function knownBy(own: Report, entry: Told, { drafted, desk }: { readonly drafted: Draft; readonly desk: Desk }) {
  const { sourceId, ...said } = reportKeysOf(entry)
  const isNew = (keys: object) => {
    const [key] = messageKeys({ sourceId, ...noKeys, ...keys })
    return key !== undefined && !(desk.known.reports.get(key) ?? []).some(({ id }) => id === own.id)
  }
  const { externalId, link, contentHash } = said
  const unheard = {
    externalId: isNew({ externalId }) ? externalId : null,
    link: isNew({ link }) ? link : null,
    contentHash: isNew({ contentHash }) ? contentHash : null,
  }
  const rows: KnownBy[] = []
  if (Object.values(unheard).some((it) => it !== null)) rows.push({ report: own, keys: { sourceId, ...unheard } })
  // Its own column holds the link that it has now.
  const { link: left } = own
  const isLeft = drafted.what !== 'unchanged' && drafted.what !== 'refused' && drafted.amended?.link !== left
  if (left !== null && isLeft) rows.push({ report: own, keys: { sourceId, ...noKeys, link: left } })
  return rows
}

const noKeys = { externalId: null, link: null, contentHash: null } as const

function wordsOf(said: ReportInput, incident: IncidentInput) {
  return {
    title: said.title,
    text: said.text ?? null,
    credibility: said.credibility ?? '6',
    link: said.link ?? null,
    claims: claimsOf(said, incident),
    ...(said.origin == null ? {} : { origin: said.origin }),
    ...(said.reportedAt == null ? {} : { reportedAt: said.reportedAt }),
  }
}
