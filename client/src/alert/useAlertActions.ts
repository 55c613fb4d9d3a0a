import { instantOf, type Alert, type Disposition } from '@cordon/alerts'
import { useI18n } from 'vue-i18n'
import { acknowledgeAlert, assignAlert, closeAlert, noteAlert, returnAlert, shelveAlert } from '../api/alerts.js'
import type { Answer, Failure } from '../api/http.js'
import { useSession } from '../session/useSession.js'
import { useFailureWords } from '../ui/failure.js'
import { notify } from '../ui/notices.js'
import { serverNow } from '../world/clock.js'
import { learn } from '../world/useWorld.js'

/** What can be done with an alert. Each answers why it could not be done, or null; `quietly` leaves telling to the caller. */
export function useAlertActions() {
  const { t } = useI18n()
  const { account } = useSession()
  const wordsOf = useFailureWords()

  function settle(answer: Answer<Alert>, done: string, undo?: () => void): Failure | null {
    if (!answer.ok) return answer.failure
    learn({ what: 'alert', thing: answer.value })
    notify(done, undo ? { undo } : {})
    return null
  }

  function tell(failure: Failure | null): void {
    if (failure === null) return
    const { title, detail, errors } = wordsOf(failure)
    notify([title, detail, errors[0]?.message].filter((it) => it).join(' '), { bad: true })
  }

  const bringBack = (alert: Alert) => () => {
    void returnAlert(alert.id).then((answer) => tell(settle(answer, t('done.returned'))))
  }

  return {
    tell,
    acknowledge: async ({ id }: Alert) => settle(await acknowledgeAlert(id), t('done.acknowledged')),
    assignToMe: async ({ id }: Alert) => settle(await assignAlert(id, account.value?.id ?? null), t('done.assigned')),
    shelve: async (alert: Alert, minutes: number) =>
      settle(
        await shelveAlert(alert.id, instantOf(serverNow() + minutes * 60_000)),
        t('done.shelved'),
        bringBack(alert),
      ),
    note: async ({ id }: Alert, text: string) => settle(await noteAlert(id, text), t('done.noted')),
    close: async (alert: Alert, disposition: Disposition, text: string) =>
      settle(await closeAlert(alert.id, disposition, text), t('done.closed'), bringBack(alert)),
    giveBack: async ({ id }: Alert) => settle(await returnAlert(id), t('done.returned')),
    reopen: async ({ id }: Alert) => settle(await returnAlert(id), t('done.reopened')),
  }
}
