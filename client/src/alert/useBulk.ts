import { instantOf, type Alert } from '@cordon/alerts'
import { shallowReactive } from 'vue'
import { useI18n } from 'vue-i18n'
import { actOnMany, type ManyDone } from '../api/alerts.js'
import type { Failure } from '../api/http.js'
import { usePicked } from '../floor/usePicking.js'
import { useSession } from '../session/useSession.js'
import { lineOf, useFailureWords } from '../ui/failure.js'
import { notify } from '../ui/notices.js'
import { serverNow } from '../world/clock.js'
import { learn } from '../world/useWorld.js'
import { asks, type Offer, type Question } from './actions.js'
import type { AlertAnswer } from './answer.js'
import { leftOf, needing, requestsOf, type BulkAction, type Left } from './bulk.js'

/** Something that is done with many alerts. */
interface Doing {
  readonly offer: Offer
  readonly action: BulkAction
  readonly note: string
}

/** What came of it where not everything went through. */
export interface BulkReport {
  readonly doing: Doing
  readonly done: number
  readonly left: readonly Left[]
}

/** Kept for the page: what is asked stands, though what was picked may go meanwhile. */
const state = shallowReactive<{
  asked: { readonly question: Question; readonly alerts: readonly Alert[] } | null
  report: BulkReport | null
  busy: boolean
}>({ asked: null, report: null, busy: false })

interface Sent extends ManyDone {
  /** Why the rest was not asked for. */
  readonly failure: Failure | null
}

async function send(alerts: readonly Alert[], { action, note }: Doing, anyway: boolean): Promise<Sent> {
  const done: Alert[] = []
  const refused: ManyDone['refused'][number][] = []
  for (const request of requestsOf(alerts, { action, note, anyway })) {
    const answer = await actOnMany(request)
    if (!answer.ok) return { done, refused, failure: answer.failure }
    for (const thing of answer.value.done) learn({ what: 'alert', thing })
    done.push(...answer.value.done)
    refused.push(...answer.value.refused)
  }
  return { done, refused, failure: null }
}

/** Sends what is to be done, and tells what came of it. */
function useSending() {
  const { t } = useI18n()
  const { account } = useSession()
  const { picked } = usePicked()
  const wordsOf = useFailureWords()
  const me = () => account.value?.id ?? ''

  async function run(doing: Doing, alerts: readonly Alert[], anyway = false): Promise<Failure | null> {
    if (state.busy) return null
    state.busy = true
    const asked = needing(doing.offer, alerts, me())
    const { done, refused, failure } = await send(asked, doing, anyway)
    state.busy = false
    const left = leftOf(refused, asked)
    // What did not go through stays picked.
    const gone = new Set(done.map(({ id }) => id))
    const open = failure === null ? left.map(({ alert }) => alert.id) : [...picked.value].filter((id) => !gone.has(id))
    picked.value = new Set(open)
    state.report = left.length === 0 ? null : { doing, done: done.length, left }
    if (done.length > 0 && left.length === 0) tell(doing, done, alerts.length - asked.length)
    return failure
  }
  function tell(doing: Doing, done: readonly Alert[], needless: number): void {
    const said = t(`bulk.done.${doing.offer}`, { n: done.length }, done.length)
    const text = needless === 0 ? said : `${said} ${t('bulk.needless', { n: needless }, needless)}`
    const isUndone = doing.offer === 'shelve' || doing.offer === 'close'
    notify(text, isUndone ? { undo: () => void giveBack(done) } : {})
  }
  async function giveBack(alerts: readonly Alert[]): Promise<void> {
    const offer = alerts[0]?.state === 'closed' ? 'reopen' : 'return'
    complain(await run({ offer, action: { what: 'return' }, note: '' }, alerts))
  }
  function complain(failure: Failure | null): void {
    if (failure !== null) notify(lineOf(wordsOf(failure)), { bad: true })
  }
  return { run, complain, me }
}

/** Acts on many alerts at once. */
export function useBulk() {
  const { run, complain, me } = useSending()

  /** Does it, or asks first what has to be known. */
  async function act(offer: Offer, alerts: readonly Alert[]): Promise<void> {
    if (asks(offer)) return void (state.asked = { question: offer, alerts })
    const action = {
      acknowledge: { what: 'acknowledge' },
      assign: { what: 'assign', to: me() },
      return: { what: 'return' },
      reopen: { what: 'return' },
    } as const
    complain(await run({ offer, action: action[offer], note: '' }, alerts))
  }
  /** Does what was asked about, with its answer; null where it is done or reported. */
  async function answer(said: AlertAnswer): Promise<Failure | null> {
    if (state.asked === null) return null
    const { question, alerts } = state.asked
    const action = actionOf(question, said)
    if (action === null) return null
    const failure = await run({ offer: question, action, note: said.text.trim() }, alerts)
    if (failure === null) state.asked = null
    return failure
  }
  /** Once more with what somebody else had changed, now that the reader knows. */
  async function anyway({ doing, left }: BulkReport): Promise<void> {
    state.report = null
    const alerts = left.map(({ alert }) => alert)
    complain(await run(doing, alerts, true))
  }
  return { state, act, answer, anyway }
}

function actionOf(question: Question, { minutes, to, disposition }: AlertAnswer): BulkAction | null {
  switch (question) {
    case 'shelve':
      if (minutes === 'revision') return { what: 'shelve', untilRevised: true }
      return { what: 'shelve', until: instantOf(serverNow() + minutes * 60_000) }
    case 'hand':
      return to === '' ? null : { what: 'assign', to }
    case 'release':
      return { what: 'release' }
    case 'note':
      return { what: 'note' }
    case 'close':
      return disposition === null ? null : { what: 'close', disposition }
  }
}
