import type { Disposition } from '@cordon/alerts'

/** What somebody says when they are asked about one alert or many; each question takes its part. */
export interface AlertAnswer {
  readonly minutes: number | 'revision'
  /** Id of an account; empty where nobody is chosen. */
  readonly to: string
  readonly disposition: Disposition | null
  readonly text: string
}

export const nothingSaid: AlertAnswer = { minutes: 60, to: '', disposition: null, text: '' }
