/** How hours go by a calendar: on in its events alone, or not on in them. */
export interface CalendarUse {
  readonly id: string
  readonly when: 'only' | 'not'
}
