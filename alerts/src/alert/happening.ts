/** What may happen to an alert. */
export const alertEventNames = [
  ...([
    'raised',
    'acknowledged',
    'assigned',
    'released',
    'shelved',
    'returned',
    'closed',
    'reopened',
    'noted',
  ] as const),
  /** By the house: an acknowledgement that expired, a step of the escalation, what it tells of holds no more or again. */
  ...(['lapsed', 'escalated', 'cleared', 'recurred'] as const),
] as const
export type AlertEventName = (typeof alertEventNames)[number]

/** What no longer holds of an alert's incident: how it is believed, or what its rule asked for. */
export const clearings = [
  ...(['refuted', 'merged', 'withdrawn', 'ended', 'place', 'kind', 'type', 'severity', 'grade'] as const),
  /** It was told as real and is an exercise, or the other way round. */
  ...(['exercise', 'actual'] as const),
] as const
export type Clearing = (typeof clearings)[number]
