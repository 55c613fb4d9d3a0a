import type { Delivery } from '@cordon/alerts'

/** What came of a delivery that was made due again. */
export type Resent = 'told' | 'failed' | 'withdrawn' | 'waits'

/** A try that failed puts the next one off: what is due later than now has been tried. */
export function resentOf({ state, dueAt, tries }: Pick<Delivery, 'state' | 'dueAt' | 'tries'>, nowMs: number): Resent {
  switch (state) {
    case 'sent':
      return 'told'
    case 'dead':
      return 'failed'
    case 'withdrawn':
      return 'withdrawn'
    case 'due':
      return tries > 0 && Date.parse(dueAt) > nowMs ? 'failed' : 'waits'
  }
}
