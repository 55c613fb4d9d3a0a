import { ref, toRaw, watch, type Ref } from 'vue'
import { useFormDraft } from './useFormDraft.js'

/**
 * Fills a form with what was written into it before (`name` says which form of whom), and keeps what is written from now
 * on over a crash, a reload and an ended session, until it is sent (`forget`).
 */
export function useKeptForm<T extends object>(name: string, form: Ref<T>) {
  const draft = useFormDraft<T>(name)
  const empty = structuredClone(toRaw(form.value))
  const emptyJson = JSON.stringify(empty)
  const isRestored = ref(draft.found !== null)
  if (draft.found !== null) form.value = { ...form.value, ...draft.found }
  watch(form, (now) => draft.keep(JSON.stringify(now) === emptyJson ? null : now), { deep: true })

  function beginAnew(): void {
    form.value = structuredClone(empty)
    isRestored.value = false
  }
  return { isRestored, beginAnew, forget: () => draft.keep(null) }
}
