import type { SitrepPost } from '@cordon/server/wire'
import { computed, onScopeDispose, watch } from 'vue'
import { readSitrepPost } from '../api/sitrep-post.js'
import { useLoad } from '../ui/useLoad.js'

const lookEveryMs = 2_000

/** To whom a report was sent; read again for as long as something of it is under way. */
export function usePost(id: () => string | null) {
  const { state, again } = useLoad(id, () => readSitrepPost(id() ?? ''))
  const posts = computed<readonly SitrepPost[]>(() => (state.value.is === 'ready' ? state.value.value.items : []))
  const isUnderWay = computed(() => posts.value.some((it) => it.state === 'due'))
  let timer: ReturnType<typeof setTimeout> | undefined

  watch(posts, () => {
    clearTimeout(timer)
    if (isUnderWay.value) timer = setTimeout(() => void again(), lookEveryMs)
  })
  onScopeDispose(() => clearTimeout(timer))
  return { posts, again }
}
