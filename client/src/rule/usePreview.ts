import { instantMs, instantOf, weekly, type Instant } from '@cordon/alerts'
import { computed, ref, shallowRef, watch, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { previewRule } from '../api/preview.js'
import type { ZoneSaid } from '../api/zones.js'
import { useLoad } from '../ui/useLoad.js'
import { useSoon } from '../ui/useSoon.js'
import { isMoreWhole } from './moreForm.js'
import { ruleSaid, type RuleForm } from './ruleForm.js'

/** How far back a preview looks. */
export const previewDays = [30, 90, 365] as const

const dayMs = 86_400_000

/** The end of a day (UTC) up to which somebody looks back, as a preview is asked for it; null: now. */
export function endOf(day: string): string | null {
  // The last day that can be written has no day after it.
  return day === '' || day === '9999-12-31' ? null : instantOf(Date.parse(day) + dayMs)
}

/** The day (UTC) of a time by which something had happened: midnight is the end of the day before. */
export function dayBy(at: Instant): string {
  return instantOf(instantMs(at) - 1).slice(0, 10)
}

/** While somebody types, the server is asked this often at most. */
const askEveryMs = 500

/** The zone and the rule as they stand, and the zone as it is drawn where that is not saved yet. */
type Of = { readonly zoneId: string; readonly zone: ZoneSaid | null; readonly ruleId: string | null }

/**
 * What the rule in a form would have told, asked anew whenever the form changes. `lacks`: it cannot be asked as it is. What
 * was counted stays while either is so; `isAsked` says that it is being counted anew.
 */
export function usePreview(form: Ref<RuleForm>, of: () => Of) {
  const days = ref<(typeof previewDays)[number]>(90)
  const until = ref('')
  const imported = ref(true)
  const said = () => {
    const rule = ruleSaid(form.value)
    // Its name and whether it is on change nothing of what it would tell.
    const span = { days: days.value, until: endOf(until.value), imported: imported.value }
    return { ...of(), rule: { ...rule, name: '-', enabled: true }, ...span }
  }
  const key = () => (isWhole(form.value) ? `preview@${JSON.stringify(said())}` : null)
  /** As it was when it could be asked last, and whether it can be now. */
  const whole = shallowRef(key())
  const lacks = ref(whole.value === null)
  const soon = useSoon(askEveryMs, () => {
    const now = key()
    lacks.value = now === null
    whole.value = now ?? whole.value
  })
  watch(key, soon)
  const {
    state,
    isAsked: isUnderWay,
    again,
  } = useLoad(
    () => whole.value,
    () => previewRule(said()),
  )
  const isAsked = computed(() => !lacks.value && (isUnderWay.value || key() !== whole.value))
  const { locale } = useI18n()
  /** How many alerts a week that is; null while it is not known. */
  const aWeek = computed(() => {
    if (state.value.is !== 'ready') return null
    const many = weekly(state.value.value.would, state.value.value)
    return many.toLocaleString(locale.value, { maximumFractionDigits: 1, numberingSystem: 'latn' })
  })
  return { state, isAsked, again, days, until, imported, lacks, aWeek }
}

export type TriedRule = ReturnType<typeof usePreview>

/** Whether its numbers are numbers; while one is typed they may not be. */
function isWhole({ freshHours, cooldownMinutes, more }: RuleForm): boolean {
  const areNumbers = [freshHours, cooldownMinutes].every((it) => Number.isFinite(it))
  return areNumbers && freshHours > 0 && cooldownMinutes >= 0 && isMoreWhole(more)
}
