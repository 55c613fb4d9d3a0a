import { draftHandover, type Actor, type HandoverContent, type Instant } from '@cordon/alerts'
import {
  allFeeds,
  incidentsChangedSince,
  notesSince,
  openAlerts,
  silencesVisible,
  type ChangedIncidentRow,
  type FeedWithFigures,
  type NoteRow,
  type OpenAlertRow,
  type Runner,
  type SilenceWithCount,
} from '@cordon/db'
import { escalationsFor } from '../alert/alert.desk.js'
import { feedOf } from '../feed/shown.js'

/** A watch that changes more incidents than this, or writes more, has told the rest in the log and the history. */
const most = { incidents: 300, notes: 1_000, silences: 300 }

interface Moment {
  readonly officer: Actor
  readonly since: Instant
  readonly now: Instant
  /** Where the change feed stands. */
  readonly seq: number
}

/** What an officer's watch has to tell at a moment, read where nothing changes meanwhile. */
export async function contentNow(run: Runner, { officer, since, now, seq }: Moment): Promise<HandoverContent> {
  const alerts = await run.query<OpenAlertRow>(openAlerts())
  const escalations = await escalationsFor(alerts, run)
  const incidents = await run.query<ChangedIncidentRow>(incidentsChangedSince(since, most.incidents))
  const notes = await run.query<NoteRow>(notesSince(since, most.notes))
  const silences = await run.query<SilenceWithCount>(silencesVisible(['all'], { since, limit: most.silences }))
  const feeds = await run.query<FeedWithFigures>(allFeeds(now))
  const shelved = alerts.flatMap(({ body, shelvedBy }) => (shelvedBy === null ? [] : [[body.id, shelvedBy] as const]))
  return draftHandover({
    ...{ officer, since, now, seq },
    alerts: alerts.map(({ body }) => body),
    escalations,
    shelvedBy: Object.fromEntries(shelved),
    incidents: incidents.map(({ body, before }) => ({ incident: body, before })),
    silences: silences.map(({ body, ...beside }) => ({ silence: body, ...beside })),
    notes: notes.map(({ body }) => body),
    feeds: feeds.map((row) => feedOf(row, Date.parse(now))),
  })
}
