import type { Delivery, Instant } from '@cordon/alerts'

/** A way to tell people of alerts. */
export interface Channel {
  readonly name: Delivery['channel']
  /** Tells what it can of what is due; whatever it cannot tell now stays due. Gives how many it told. */
  readonly deliver: (now: Instant) => Promise<number>
}
