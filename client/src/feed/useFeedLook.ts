import type { FeedPreview, FeedSaid } from '@cordon/server/wire'
import { ref, shallowRef, watch } from 'vue'
import { previewFeed } from '../api/feeds.js'
import type { Failure } from '../api/http.js'

/** What a feed would bring in as it is filled in: looked at when asked for, and again whenever its mapping changes. */
export function useFeedLook(said: () => FeedSaid) {
  const preview = shallowRef<FeedPreview | null>(null)
  const failure = shallowRef<Failure | null>(null)
  const looking = ref(false)
  /** What the source would send, pasted by hand. */
  const pasted = ref('')
  let turn = 0

  /** `kept` looks at what the source answered just now instead of asking it again. */
  async function look(kept = false): Promise<void> {
    const mine = ++turn
    looking.value = true
    const payload = said().way === 'poll' ? null : pasted.value
    const answer = await previewFeed(said(), { payload, kept })
    // Somebody has changed the mapping meanwhile.
    if (mine !== turn) return
    looking.value = false
    failure.value = answer.ok ? null : answer.failure
    preview.value = answer.ok ? answer.value : null
  }

  watch(
    () => JSON.stringify(said().mapping ?? null),
    () => {
      if (preview.value !== null) void look(true)
    },
  )
  watch(
    () => `${said().format} ${said().url ?? ''}`,
    () => {
      turn++
      looking.value = false
      preview.value = null
    },
  )
  return { preview, failure, looking, pasted, look }
}
