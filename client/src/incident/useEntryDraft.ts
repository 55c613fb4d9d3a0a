import { onBeforeUnmount, ref, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRoute, useRouter } from 'vue-router'
import { useSession } from '../session/useSession.js'
import { notify } from '../ui/notices.js'
import { useFormDraft } from '../ui/useFormDraft.js'
import { serverNow } from '../world/clock.js'
import { emptyEntry, isBegun, type Entry } from './entry.js'

interface Begun {
  readonly entry: Entry
  readonly key: string
}

/** The same words are one incident, however often they are sent. */
const newKey = () => Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('-')

/**
 * What stands in the form of a report, kept until it is stored (`forget`) or let go of. Whoever leaves the form otherwise
 * finds it again, and is told so where they stay on the floor.
 */
export function useEntryDraft() {
  const { t } = useI18n()
  const route = useRoute()
  const router = useRouter()
  const { account } = useSession()
  const draft = useFormDraft<Begun>(`entry:${account.value?.id ?? ''}`)
  const entry = ref({ ...emptyEntry(serverNow()), ...draft.found?.entry })
  const isRestored = ref(draft.found !== null)
  let key = draft.found?.key ?? newKey()
  let isLetGo = false

  const begun = (): Begun | null => (isBegun(entry.value) ? { entry: entry.value, key } : null)
  const reopen = () => void router.push({ name: 'floor', query: { ...route.query, enter: 'incident' } })
  watch(
    entry,
    () => {
      key = newKey()
      draft.keep(begun())
    },
    { deep: true },
  )
  function beginAnew(): void {
    entry.value = emptyEntry(serverNow())
    isRestored.value = false
  }
  function forget(): void {
    draft.keep(null)
    isLetGo = true
  }
  function letGo(): void {
    const was = begun()
    forget()
    if (was !== null) notify(t('draft.gone'), { undo: () => (draft.keep(was), reopen()), undoAs: t('draft.goOn') })
  }
  onBeforeUnmount(() => {
    if (isLetGo || begun() === null || router.currentRoute.value.name !== 'floor') return
    notify(t('entry.kept'), { undo: reopen, undoAs: t('draft.goOn') })
  })
  return { entry, isRestored, beginAnew, forget, letGo, onceAs: () => key }
}
