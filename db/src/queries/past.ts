/** What a list is narrowed and ordered by, of what is believed now and of what was believed before alike. */
const columns =
  'id, revision, kind, type, severity, status, grade, source_id, occurred_from, time_precision, geom, uncertainty_metres, actors'

/** The columns that `incident` and `incident_past` share, of the row `i`. */
export const listed = [...columns.split(', '), 'recorded_at'].map((column) => `i.${column}`).join(', ')

/**
 * Keeps what is believed of the incidents `i` before they are revised at an instant. What nobody could have asked for, since
 * the revision bears the same time or an earlier one, is not kept.
 */
export function pastOf(source: string, instant: string): string {
  return `
    insert into incident_past (${columns}, recorded_at, words, known_until)
    select ${listed}, i.words, ${instant} from ${source} where i.recorded_at < ${instant}`
}

/**
 * The clocks of two nodes may differ: a revision that bears an earlier time than the one before it counts from its time
 * on, and what stood then is no longer what was known. `source` holds the revisions and which pasts `p` they end.
 */
export function unsaidFrom(source: string, instant: string): string {
  return `update incident_past p set known_until = ${instant} from ${source}`
}
