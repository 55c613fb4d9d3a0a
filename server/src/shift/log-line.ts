import type { LogLineRow } from '@cordon/db'
import { incidentFeature, type LogLine } from '../wire/index.js'

/** A line of the running log as the API gives it. What a row's body is, its `line` says. */
export function lineOf(row: LogLineRow): LogLine {
  const { id, at } = row
  switch (row.line) {
    case 'entry':
      return { line: 'entry', id, at, entry: row.body }
    case 'alert': {
      const { alertId, revision, by, what, detail } = row
      return { line: 'alert', id, at, event: { alertId, revision, at, by, what, detail }, alert: row.body }
    }
    case 'feed':
      return { line: 'feed', id, at, incident: incidentFeature(row.body) }
  }
}
