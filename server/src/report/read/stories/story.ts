import type { IncidentType } from '@cordon/alerts'

/** What a story must give: a draft of this type at this place; what is left out is not looked at. */
export interface Expected {
  readonly type: IncidentType
  /** A place's name as the reader looks it up; null where the text gives none. */
  readonly place: string | null
  readonly day?: string
  readonly kind?: 'threat'
  readonly killed?: number
  readonly injured?: number
  readonly unconfirmed?: true
}

export interface Story {
  readonly name: string
  readonly publishedAt: string
  readonly text: string
  readonly expected: readonly Expected[]
}
