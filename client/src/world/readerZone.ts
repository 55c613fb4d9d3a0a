import { computed, ref } from 'vue'
import { recall, remember } from '../ui/memory.js'

const own = () => Intl.DateTimeFormat().resolvedOptions().timeZone
const known = (): readonly string[] => ['UTC', ...Intl.supportedValuesOf('timeZone').filter((it) => it !== 'UTC')]

const stored = recall('zone')
/** Empty for the machine's own. */
const chosen = ref(stored !== null && known().includes(stored) ? stored : '')

/** The time zone that stands beside UTC: the reader's choice, else that of the machine. */
export function useReaderZone() {
  const zone = computed(() => chosen.value || own())
  const choice = computed({
    get: () => chosen.value,
    set: (to) => {
      chosen.value = to
      remember('zone', to)
    },
  })
  return { zone, choice, own, known }
}
