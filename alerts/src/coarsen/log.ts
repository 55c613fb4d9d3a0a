import type { LogEntry } from '../shift/log.js'

/**
 * An entry of the watch log for those who see places coarsely: what a person wrote may name a place. What it is about is
 * told by its id, and then as they see it. What is not named here is not told: a new field has to be thought about.
 */
export function coarsenLogEntry(entry: LogEntry): LogEntry {
  const { id, revision, seq, kind, at, recordedAt, by, byId, text, incidentIds, alertIds, handoverId, struck } = entry
  return {
    ...{ id, revision, seq, kind, at, recordedAt, by, byId, incidentIds, alertIds, handoverId },
    text: kind === 'automatic' ? text : null,
    struck: struck === null ? null : { ...struck, reason: null },
  }
}
