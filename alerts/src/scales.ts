/* How sure, how severe, and what kind: the scales that everything is held against. */

/** Admiralty scale, reliability of a source. F means that it cannot be judged; it is not the worst. */
export const reliabilities = ['A', 'B', 'C', 'D', 'E', 'F'] as const
export type Reliability = (typeof reliabilities)[number]

/** Admiralty scale, credibility of one report. 6 means that it cannot be judged; it is not the worst. */
export const credibilities = ['1', '2', '3', '4', '5', '6'] as const
export type Credibility = (typeof credibilities)[number]

/** Reliability and credibility together, for example `B2`. */
export type Grade = `${Reliability}${Credibility}`

export const incidentKinds = ['event', 'threat'] as const
/** `event`: believed to have happened. `threat`: believed to be coming; occurredFrom–occurredTo is its window. */
export type IncidentKind = (typeof incidentKinds)[number]

/** From worst to unknown; see `severityRank` for the order. */
export const severities = ['extreme', 'severe', 'moderate', 'minor', 'unknown'] as const
export type Severity = (typeof severities)[number]
