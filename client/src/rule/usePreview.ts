import { weekly } from '@cordon/alerts'
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
  const imported = ref(true)
  const said = () => {
    const rule = ruleSaid(form.value)
    // Its name and whether it is on change nothing of what it would tell.
    return { ...of(), rule: { ...rule, name: '-', enabled: true }, days: days.value, imported: imported.value }
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
  return { state, isAsked, again, days, imported, lacks, aWeek }
}

export type TriedRule = ReturnType<typeof usePreview>

/** Whether its numbers are numbers; while one is typed they may not be. */
function isWhole({ freshHours, cooldownMinutes, more }: RuleForm): boolean {
  const areNumbers = [freshHours, cooldownMinutes].every((it) => Number.isFinite(it))
  return areNumbers && freshHours > 0 && cooldownMinutes >= 0 && isMoreWhole(more)
}
