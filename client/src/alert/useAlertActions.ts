import { instantOf, type Alert, type Disposition } from '@cordon/alerts'
import { useI18n } from 'vue-i18n'
import {
  acknowledgeAlert,
  assignAlert,
  closeAlert,
  handAlert,
  noteAlert,
  readAlert,
  releaseAlert,
  returnAlert,
  shelveAlert,
  shelveUntilRevised,
} from '../api/alerts.js'
import type { Answer, Failure } from '../api/http.js'
import { useSession } from '../session/useSession.js'
import { lineOf, useFailureWords } from '../ui/failure.js'
import { notify } from '../ui/notices.js'
import { serverNow } from '../world/clock.js'
import { learn } from '../world/useWorld.js'

/** Shows the alert as it is by now, where somebody else was faster. */
async function catchUpOn(id: string, failure: Failure): Promise<void> {
  if (failure.kind !== 'problem' || failure.status !== 409) return
  const present = await readAlert(id)
  if (present.ok) learn({ what: 'alert', thing: present.value.alert })
}

/** What can be done with an alert. Each answers why it could not be done, or null; telling that is the caller's. */
export function useAlertActions() {
  const { t } = useI18n()
  const { account } = useSession()
  const wordsOf = useFailureWords()

  async function settle(asked: Promise<Answer<Alert>>, { id }: Alert, done: Done): Promise<Failure | null> {
    const answer = await asked
    if (!answer.ok) {
      await catchUpOn(id, answer.failure)
      return answer.failure
    }
    learn({ what: 'alert', thing: answer.value })
    notify(t(`done.${done.as}`, { name: answer.value.ownerName ?? '' }), done.undo ? { undo: done.undo } : {})
    return null
  }

  function tell(failure: Failure | null): void {
    if (failure === null) return
    notify(lineOf(wordsOf(failure)), { bad: true })
  }

  const giveBack = (alert: Alert) => settle(returnAlert(alert.id), alert, { as: 'returned' })
  const undo = (alert: Alert) => () => void giveBack(alert).then(tell)
  return {
    tell,
    giveBack,
    acknowledge: (alert: Alert) => settle(acknowledgeAlert(alert.id), alert, { as: 'acknowledged' }),
    assignToMe: (alert: Alert) => settle(assignAlert(alert.id, account.value?.id ?? ''), alert, { as: 'assigned' }),
    shelve: (alert: Alert, minutes: number) =>
      settle(shelveAlert(alert.id, instantOf(serverNow() + minutes * 60_000)), alert, {
        as: 'shelved',
        undo: undo(alert),
      }),
    shelveUntilRevised: (alert: Alert) =>
      settle(shelveUntilRevised(alert.id), alert, { as: 'shelved', undo: undo(alert) }),
    hand: (alert: Alert, to: string, text: string) => settle(handAlert(alert.id, to, text), alert, { as: 'handed' }),
    release: (alert: Alert, text: string) => settle(releaseAlert(alert.id, text), alert, { as: 'released' }),
    note: (alert: Alert, text: string) => settle(noteAlert(alert.id, text), alert, { as: 'noted' }),
    close: (alert: Alert, disposition: Disposition, text: string) =>
      settle(closeAlert(alert.id, disposition, text), alert, { as: 'closed', undo: undo(alert) }),
    reopen: (alert: Alert) => settle(returnAlert(alert.id), alert, { as: 'reopened' }),
  }
}

interface Done {
  readonly as:
    ('acknowledged' | 'assigned' | 'handed' | 'released' | 'shelved' | 'noted') | ('closed' | 'returned' | 'reopened')
  readonly undo?: () => void
}
