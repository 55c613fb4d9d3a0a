import { canonical } from '../incident/content.js'
import type { Incident } from '../model.js'

/** What of an incident says whether it stands for others that tell the same. */
export type Standing = Pick<
  Incident,
  'id' | 'history' | 'exercise' | 'status' | 'reportedAt' | 'source' | 'externalId' | 'title'
>

/**
 * Which of two incidents stands for the other once a message shows that they are one: the first in this order. What came
 * in live stands before history, which wakes nobody; then what was reported first. Which of them is known longer does not
 * matter, so that the same messages leave the same one standing in any order.
 */
export function byStanding(one: Standing, other: Standing): number {
  const [a, b] = [orderOf(one), orderOf(other)]
  return a === b ? 0 : a < b ? -1 : 1
}

function orderOf({ history, reportedAt, source, externalId, title, id }: Standing): string {
  return `${history ? 1 : 0} ${reportedAt} ${canonical([source, externalId, title])} ${id}`
}

/** Whether a message alone may make two incidents one. What is rehearsed never becomes what happened, or the other way round. */
export function mayBeJoined(one: Standing, other: Standing): boolean {
  if (one.status === 'withdrawn' || other.status === 'withdrawn') return false
  return one.exercise === other.exercise
}
