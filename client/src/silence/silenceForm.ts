import type { IncidentType, Severity } from '@cordon/alerts'
import type { SilenceInput, SilencePreviewInput } from '@cordon/server/wire'

/** For how many hours something may be made quiet: a job, a shift, a day, a weekend, a week. */
export const silenceHours = [1, 4, 8, 24, 72, 168] as const

/** A silence as it is typed. */
export interface SilenceForm {
  /** Empty for all rules of the zone. */
  ruleId: string
  /** None for any. */
  types: IncidentType[]
  /** Empty where nothing is told all the same. */
  tellsFrom: Severity | ''
  reason: string
  /** Whether what it keeps back is told when it ends. */
  isSnooze: boolean
  hours: (typeof silenceHours)[number] | 'until'
  /** Where it is until a time: that time in UTC, as the field has it (`2026-11-27T08:00`). */
  until: string
}

/** What is most severe goes through unless somebody says otherwise. */
export const emptySilence: Readonly<SilenceForm> = {
  ...{ ruleId: '', types: [], tellsFrom: 'extreme', reason: '', isSnooze: false, hours: 8, until: '' },
}

/** What of the form says what is kept back. */
export function keptSaid({ ruleId, types, tellsFrom }: SilenceForm): Omit<SilencePreviewInput, 'days' | 'imported'> {
  return {
    ruleId: ruleId === '' ? null : ruleId,
    types: types.length === 0 ? null : [...types],
    tellsFrom: tellsFrom === '' ? null : tellsFrom,
  }
}

/** The form for the server, at a moment in milliseconds since 1970. */
export function silenceSaid(form: SilenceForm, nowMs: number): SilenceInput {
  const { reason, isSnooze } = form
  return { ...keptSaid(form), reason, isSnooze, until: endOf(form, nowMs) }
}

function endOf({ hours, until }: SilenceForm, nowMs: number): string {
  return hours === 'until' ? `${until}Z` : new Date(nowMs + hours * 3_600_000).toISOString()
}
