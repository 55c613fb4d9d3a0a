import type { Actor, AlertAction, Handover, Instant } from '@cordon/alerts'
import { alertsForChange, openAlerts, storeBatch, type OpenAlertRow, type Runner } from '@cordon/db'
import { escalationsFor } from '../alert/alert.desk.js'
import { takeAll, writeOf, type StoredAlert } from '../alert/take.js'

interface Passing {
  readonly handover: Handover
  readonly to: Actor
  readonly now: Instant
  /** Head of the feed, which this transaction holds. */
  readonly base: number
}

/**
 * Gives every open alert of the outgoing officer to the incoming one, or back to new and to nobody where the handover
 * says so, whatever came to the outgoing one after it was signed.
 */
export async function passOn(run: Runner, { handover, to, now, base }: Passing): Promise<void> {
  const open = await run.query<OpenAlertRow>(openAlerts())
  const owned = open.filter(({ body }) => body.ownerId === handover.from.id).map(({ body }) => body.id)
  if (owned.length === 0) return
  const rows = await run.query<StoredAlert>(alertsForChange(owned, ['all']))
  const escalations = await escalationsFor(rows, run)
  const taken = rows.flatMap((row) => {
    const escalation = escalations.get(row.body.ruleId) ?? null
    const result = takeAll(row, [fateOf(row.body.id, handover, to)], { by: to, now, escalation })
    return result.ok ? [result.value] : []
  })
  if (taken.length > 0) await run.query(storeBatch(writeOf(taken, base, now)))
}

function fateOf(id: string, { returns }: Handover, to: Actor): AlertAction {
  return returns.includes(id) ? { what: 'release' } : { what: 'assign', to }
}
