import type { RuleAbsence, RuleContent, WeekHours } from '@cordon/alerts'

/**
 * What is said of a rule; what is left out is "any" or the house's default. Without a word of what it listens for that is
 * what has happened: of threats it tells where it names their kind or types, or waits for their windows.
 */
export type Said = { readonly name: string } & {
  readonly [K in Exclude<keyof RuleContent, 'hours' | 'quietHours' | 'absence'>]?: RuleContent[K] | null | undefined
} & { readonly [K in 'hours' | 'quietHours']?: SaidHours | null | undefined } & {
  readonly absence?: SaidAbsence | null | undefined
}
type SaidAbsence = Pick<RuleAbsence, 'hours'> & { readonly sources?: RuleAbsence['sources'] | null | undefined }
type SaidHours = Pick<WeekHours, 'timeZone' | 'spans'> & {
  readonly [K in 'tellsFrom' | 'calendars']?: WeekHours[K] | undefined
}

/** By time of event: what is older is recorded and explained, not alerted. */
const defaultFreshHours = 72

/** What is said of a rule, with the house's word for what is left out. */
export function ruleContentOf(input: Said): RuleContent {
  return {
    name: input.name,
    enabled: input.enabled ?? true,
    kinds: input.kinds === undefined ? usualKinds(input) : input.kinds,
    types: input.types ?? null,
    minSeverity: input.minSeverity ?? null,
    minGrade: input.minGrade ?? null,
    certainty: input.certainty ?? 'definite',
    freshHours: input.freshHours ?? defaultFreshHours,
    cooldownMinutes: input.cooldownMinutes ?? 0,
    escalationId: input.escalationId ?? null,
    ...moreOf(input),
  }
}

function usualKinds({ types, leadHours, absence }: Said): RuleContent['kinds'] {
  return types == null && leadHours == null && absence == null ? ['event'] : null
}

/** What few rules ask for, without what this one does not. */
function moreOf({
  rings,
  minOrigins,
  actors,
  words,
  count,
  trend,
  absence,
  leadHours,
  hours,
  quietHours,
}: Said): Partial<RuleContent> {
  return {
    ...(rings == null ? {} : { rings }),
    ...(minOrigins == null ? {} : { minOrigins }),
    ...(actors == null ? {} : { actors }),
    ...(words == null ? {} : { words }),
    ...(count == null ? {} : { count }),
    ...(trend == null ? {} : { trend }),
    ...(absence == null ? {} : { absence: absenceOf(absence) }),
    ...(leadHours == null ? {} : { leadHours }),
    ...(hours == null ? {} : { hours: hoursOf(hours) }),
    ...(quietHours == null ? {} : { quietHours: hoursOf(quietHours) }),
  }
}

function absenceOf({ hours, sources }: SaidAbsence): RuleAbsence {
  return sources == null ? { hours } : { hours, sources }
}

function hoursOf({ timeZone, spans, calendars, tellsFrom }: SaidHours): WeekHours {
  return {
    ...{ timeZone, spans },
    ...(calendars === undefined ? {} : { calendars }),
    ...(tellsFrom === undefined ? {} : { tellsFrom }),
  }
}
