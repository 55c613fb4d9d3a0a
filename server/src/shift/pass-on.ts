import { step, type Actor, type AlertAction, type AlertEvent, type Handover, type Instant } from '@cordon/alerts'
import { openAlerts, storeBatch, type OpenAlertRow, type Runner } from '@cordon/db'

interface Passing {
  readonly handover: Handover
  readonly to: Actor
  readonly now: Instant
  /** Head of the feed, which this transaction holds. */
  readonly base: number
}

/**
 * Gives every open alert of the outgoing officer to the incoming one, or back to new and to nobody where the handover
 * says so, whatever came to the outgoing one after it was signed. Gives where the feed stands then.
 */
export async function passOn(run: Runner, { handover, to, now, base }: Passing): Promise<number> {
  const rows = await run.query<OpenAlertRow>(openAlerts())
  const owned = rows.filter(({ body }) => body.ownerId === handover.from.id)
  const steps = owned.flatMap(({ body, audience }) => {
    const taken = step(body, fateOf(to), { by: to, now })
    return taken.ok ? [{ ...taken, audience }] : []
  })
  if (steps.length === 0) return base
  const alerts = steps.map(({ alert, audience }, at) => ({ alert: { ...alert, seq: base + at + 1 }, audience }))
  const events: readonly AlertEvent[] = steps.map(({ event }) => event)
  const nothing = { sources: [], incidents: [], reports: [], deliveries: [], changes: [] }
  await run.query(storeBatch({ now, base, head: base + alerts.length, watch: null, ...nothing, alerts, events }))
  return base + alerts.length
}

function fateOf(to: Actor): AlertAction {
  return { what: 'assign', to }
}
