import { dueAt, type Alert, type Escalation } from '@cordon/alerts'
import { openAlertsOf, setDue, type Runner } from '@cordon/db'

/** When the house acts next on open alerts whose escalation says something else now, or is another one; null is none. */
export async function resetDue(
  which: Parameters<typeof openAlertsOf>[0],
  escalation: Escalation | null,
  run: Runner,
): Promise<void> {
  const open = await run.query<{ body: Alert }>(openAlertsOf(which))
  if (open.length > 0) await run.query(setDue(open.map(({ body }) => ({ id: body.id, at: dueAt(body, escalation) }))))
}
