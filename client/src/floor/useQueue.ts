import { alarmLoad, callsOf, floodSince, loadHours, overdueAt, type Alert, type Escalation } from '@cordon/alerts'
import { computed, ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRoute, useRouter } from 'vue-router'
import { useAlertTimers } from '../duty/useDuty.js'
import { useSession } from '../session/useSession.js'
import { folded } from '../ui/folded.js'
import { useWords } from '../ui/words.js'
import { useDrawers, useWorld } from '../world/useWorld.js'
import { queryOf, queueTabs, viewIn, viewOfText, viewText, type Grouping, type QueueView } from './filter.js'
import { grouped, groupOf } from './grouping.js'
import { arranged, isIn, type Reader } from './queue.js'

/** A list that is sorted anew every second would be drawn anew every second. */
const tickMs = 10_000
/** What called longer ago is no load any more; a flood that has lasted since then is still one. */
const loadMemoryMs = loadHours * 3_600_000

interface Overdue {
  readonly escalation: Escalation | null
  readonly ms: number | null
}

/** Reckoned once for each: a changed alert is another object. */
const overdue = new WeakMap<Alert, Overdue>()

/** From when on an alert is overdue, in milliseconds since 1970, as its rule's escalation says. */
export function useOverdue(): (alert: Alert) => number | null {
  const timers = useAlertTimers()
  return (alert) => {
    const escalation = timers.escalationOf(alert)
    const known = overdue.get(alert)
    if (known?.escalation === escalation) return known.ms
    const at = overdueAt(alert, escalation)
    const ms = at === null ? null : Date.parse(at)
    overdue.set(alert, { escalation, ms })
    return ms
  }
}

/** How many incidents called lately, and whether that is a flood. What is played in an exercise loads nobody. */
export function useLoad() {
  const { now } = useWorld()
  const { alerts } = useDrawers()
  const tick = computed(() => Math.floor(now.value / tickMs) * tickMs)
  const times = computed(() => {
    const real = [...(alerts.value?.values() ?? [])].filter(({ exercise }) => !exercise)
    return callsOf(real.map(({ incidentId, raisedAt }) => ({ incidentId, atMs: Date.parse(raisedAt) })))
  })
  const raised = computed(() => times.value.filter((ms) => ms > tick.value - loadMemoryMs))
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

/** Groups by no more of the world than it takes: where it is by zone, incidents may change all day. */
function useGroups() {
  const { zones, facilities, incidents } = useDrawers()
  const known = {
    get zones() {
      return zones.value ?? new Map<never, never>()
    },
    get facilities() {
      return facilities.value ?? new Map<never, never>()
    },
    get incidents() {
      return incidents.value ?? new Map<never, never>()
    },
  }
  return (alert: Alert, by: Grouping) => groupOf(alert, by, known)
}

/** The queue as the address wants it to be looked at, and how to look at it otherwise. */
export function useQueue() {
  const route = useRoute()
  const router = useRouter()
  const textOf = useTextOf()
  const groupIn = useGroups()
  const drawers = useDrawers()
  const { account } = useSession()
  const { load, flood, tick } = useLoad()
  const overdueMs = useOverdue()
  const sought = ref('')

  /** Two addresses that want the same give the same view. */
  const address = computed(() => viewText(viewIn(route.query)))
  const view = computed(() => viewOfText(address.value))
  const reader = computed<Reader>(() => ({ accountId: account.value?.id ?? '', nowMs: tick.value, overdueMs }))
  const alerts = computed(() => [...(drawers.alerts.value?.values() ?? [])])
  const counts = computed(
    () => new Map(queueTabs.map((tab) => [tab, alerts.value.filter((it) => isIn(tab, it, reader.value)).length])),
  )
  /** A flood is grouped by itself, until the reader says otherwise. */
  const by = computed<Grouping>(() => view.value.by ?? (flood.value ? 'zone' : 'none'))
  /** Not sorted anew for each letter that somebody types. */
  const all = computed(() => arranged(alerts.value, view.value, reader.value))
  const wanted = computed(() => {
    const words = folded(sought.value)
    const found = words === '' ? all.value : all.value.filter((alert) => textOf(alert).includes(words))
    return grouped(found, (alert) => groupIn(alert, by.value))
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
