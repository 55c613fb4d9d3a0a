import { formatUtc, instantOf } from '@cordon/alerts'
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { useFeedTruth } from '../feed/useFeedTruth.js'
import type { IconName } from '../ui/icons.js'
import { useCalm } from '../ui/useCalm.js'
import { ageIn, spanIn } from '../world/age.js'
import { useClockSkew } from '../world/clock.js'
import type { Connection } from '../world/connection.js'
import { latestReportMs } from '../world/latest.js'
import { useWorld } from '../world/useWorld.js'
import { useSilence } from './useSilence.js'

/** One thing that the line of truth says. */
export interface Saying {
  readonly icon: IconName
  readonly tone: 'plain' | 'good' | 'late' | 'bad'
  readonly text: string
}

/** Ages are told in minutes: what was told last is looked for no oftener than this. */
const lookEveryMs = 500
/** From here on a clock is so wrong that its owner should know: ages are told by the server's all the same. */
const wrongClockMs = 30_000

const signs: Readonly<Record<Connection['is'], Pick<Saying, 'icon' | 'tone'>>> = {
  opening: { icon: 'clock', tone: 'plain' },
  live: { icon: 'live', tone: 'good' },
  'catching-up': { icon: 'clock', tone: 'late' },
  stale: { icon: 'clock', tone: 'late' },
  offline: { icon: 'silent', tone: 'bad' },
}

/** How current the page is and what may be wrong with what it shows, in words: the one place that says so. */
export function useTruth() {
  const { t, n: figure, locale } = useI18n()
  const { world, connection, now, stuck } = useWorld()
  const feeds = useFeedTruth()
  const skewMs = useClockSkew()
  const silence = useSilence()

  const line = computed<Saying & { readonly why: string; readonly brief: string | null }>(() => {
    const it = connection.value
    const time = 'sinceMs' in it ? formatUtc(instantOf(it.sinceMs)) : ''
    const state = t(`truth.${it.is}`, { time })
    const brief = it.is === 'offline' || it.is === 'stale' ? t(`truth.brief.${it.is}`, { time }) : null
    const why = silence.value === null ? '' : `: ${t(`truth.because.${silence.value}`)}`
    return { ...signs[it.is], text: state, why, brief }
  })
  const clock = computed<Saying | null>(() => {
    const wrong = Math.abs(skewMs.value)
    if (wrong < wrongClockMs) return null
    const span = spanIn(locale.value, wrong)
    return { icon: 'clock', tone: 'late', text: t(skewMs.value > 0 ? 'truth.clockSlow' : 'truth.clockFast', { span }) }
  })
  const deliveries = computed<(Saying & { readonly brief: string }) | null>(() => {
    const n = stuck.value.late + stuck.value.dead
    return n === 0 ? null : { icon: 'bell', tone: 'bad', text: t('truth.stuck', { n }, n), brief: figure(n) }
  })
  const calm = useCalm(() => world.value, lookEveryMs)
  const latestMs = computed(() => (calm.value === null ? undefined : latestReportMs(calm.value)))
  const latest = computed(() => {
    const ms = latestMs.value
    if (ms === undefined) return null
    return ms === null ? t('truth.nothingYet') : t('truth.latest', { age: ageIn(locale.value, ms, now.value) })
  })
  return { is: computed(() => connection.value.is), line, clock, feeds, deliveries, latest }
}
