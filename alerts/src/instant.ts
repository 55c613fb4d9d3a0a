/** ISO 8601 in UTC with milliseconds, for example `2021-11-09T05:52:00.000Z`. */
export type Instant = string
