import type { RuleContent } from '@cordon/alerts'

/** What is said of a rule; what is left out is "any" or the house's default. */
export type Said = { readonly name: string } & { readonly [K in keyof RuleContent]?: RuleContent[K] | null | undefined }
/** By time of event: what is older is recorded and explained, not alerted. */
const defaultFreshHours = 72

/** What is said of a rule, with the house's word for what is left out. */
export function ruleContentOf(input: Said): RuleContent {
  return {
    name: input.name,
    enabled: input.enabled ?? true,
    kinds: input.kinds ?? null,
    types: input.types ?? null,
    minSeverity: input.minSeverity ?? null,
    minGrade: input.minGrade ?? null,
    certainty: input.certainty ?? 'definite',
    freshHours: input.freshHours ?? defaultFreshHours,
    cooldownMinutes: input.cooldownMinutes ?? 0,
    escalationId: input.escalationId ?? null,
  }
}
