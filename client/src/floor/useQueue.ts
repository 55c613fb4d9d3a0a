import { alarmLoad, floodSince, overdueAt, type Alert } from '@cordon/alerts'
import { computed, ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRoute, useRouter } from 'vue-router'
import { useAlertTimers } from '../duty/useDuty.js'
import { useSession } from '../session/useSession.js'
import { folded } from '../ui/folded.js'
import { useWords } from '../ui/words.js'
import { useWorld } from '../world/useWorld.js'
import { queryOf, queueTabs, viewIn, viewOfText, viewText, type Grouping, type QueueView } from './filter.js'
import { grouped, groupOf } from './grouping.js'
import { arranged, isIn, type Reader } from './queue.js'

/** A list that is sorted anew every second would be drawn anew every second. */
const tickMs = 10_000
/** A flood that has lasted for longer than this is still one. */
const floodMemoryMs = 6 * 3_600_000

/** From when on an alert is overdue, in milliseconds since 1970, as its rule's escalation says. */
export function useOverdue(): (alert: Alert) => number | null {
  const timers = useAlertTimers()
  return (alert) => {
    const at = overdueAt(alert, timers.escalationOf(alert))
    return at === null ? null : Date.parse(at)
  }
}

/** How many alerts rose lately, and whether that is a flood. What is played in an exercise loads nobody. */
export function useLoad() {
  const { world, now } = useWorld()
  const tick = computed(() => Math.floor(now.value / tickMs) * tickMs)
  const raised = computed(() => {
    const since = tick.value - floodMemoryMs
    const real = [...(world.value?.alerts.values() ?? [])].filter(({ exercise }) => !exercise)
    return real.map(({ raisedAt }) => Date.parse(raisedAt)).filter((ms) => ms > since)
  })
  const load = computed(() => alarmLoad(raised.value, tick.value))
  const flood = computed(() => floodSince(raised.value, tick.value) !== null)
  return { load, flood, tick }
}

/** What an alert is found by, read once for each: a changed alert is another object. In another language it has another name. */
function useTextOf(): (alert: Alert) => string {
  const { locale } = useI18n()
  const { titleOf } = useWords()
  let [texts, inLocale] = [new WeakMap<Alert, string>(), locale.value]

  return (alert) => {
    if (inLocale !== locale.value) [texts, inLocale] = [new WeakMap(), locale.value]
    const { incidentTitle, zoneName, ownerName, grade, source } = alert
    const text =
      texts.get(alert) ?? folded([titleOf(alert), incidentTitle, zoneName, ownerName, grade, source].join(' '))
    texts.set(alert, text)
    return text
  }
}

/** The queue as the address wants it to be looked at, and how to look at it otherwise. */
export function useQueue() {
  const route = useRoute()
  const router = useRouter()
  const textOf = useTextOf()
  const { world } = useWorld()
  const { account } = useSession()
  const { load, flood, tick } = useLoad()
  const overdueMs = useOverdue()
  const sought = ref('')

  /** Two addresses that want the same give the same view. */
  const address = computed(() => viewText(viewIn(route.query)))
  const view = computed(() => viewOfText(address.value))
  const reader = computed<Reader>(() => ({ accountId: account.value?.id ?? '', nowMs: tick.value, overdueMs }))
  const alerts = computed(() => [...(world.value?.alerts.values() ?? [])])
  const counts = computed(
    () => new Map(queueTabs.map((tab) => [tab, alerts.value.filter((it) => isIn(tab, it, reader.value)).length])),
  )
  /** A flood is grouped by itself, until the reader says otherwise. */
  const by = computed<Grouping>(() => view.value.by ?? (flood.value ? 'zone' : 'none'))
  /** Not sorted anew for each letter that somebody types. */
  const all = computed(() => (world.value === null ? [] : arranged(alerts.value, view.value, reader.value)))
  const wanted = computed(() => {
    const known = world.value
    if (known === null) return []
    const words = folded(sought.value)
    const found = words === '' ? all.value : all.value.filter((alert) => textOf(alert).includes(words))
    return grouped(found, (alert) => groupOf(alert, by.value, known))
  })
  /** Going back leads to the view before. */
  function show(to: QueueView): void {
    if (viewText(to) !== address.value) void router.push({ query: { ...route.query, ...queryOf(to) } })
  }
  /** How many alerts a view would show. */
  function countIn(of: QueueView): number {
    return arranged(alerts.value, of, reader.value).length
  }
  return { address, by, countIn, counts, flood, load, show, sought, view, wanted }
}
