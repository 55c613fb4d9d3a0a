import type { FeedReject } from '@cordon/server/wire'
import { computed, shallowRef } from 'vue'
import { rejectedOf } from '../api/feeds.js'
import type { Failure } from '../api/http.js'

/** What a feed had rejected, the latest first, as many as were asked for. */
export function useRejected(feedId: string) {
  const items = shallowRef<readonly FeedReject[]>([])
  /** Where the next page starts; null after the last, undefined before the first. */
  const next = shallowRef<string | null>()
  const failure = shallowRef<Failure | null>(null)
  const busy = shallowRef(false)

  /** Reads the next page. */
  async function read(): Promise<void> {
    if (busy.value || next.value === null) return
    busy.value = true
    const answer = await rejectedOf(feedId, next.value ?? null)
    busy.value = false
    failure.value = answer.ok ? null : answer.failure
    if (!answer.ok) return
    // One that came again meanwhile stands higher now, and on this page again.
    const known = new Set(items.value.map(({ id }) => id))
    items.value = [...items.value, ...answer.value.items.filter(({ id }) => !known.has(id))]
    next.value = answer.value.next
  }
  function forget(id: string): void {
    items.value = items.value.filter((it) => it.id !== id)
    if (items.value.length === 0) void read()
  }

  /** As after the last page: all of it was settled at once. */
  function forgetAll(): void {
    items.value = []
    next.value = undefined
    void read()
  }

  void read()
  const hasMore = computed(() => typeof next.value === 'string')
  const isRead = computed(() => next.value !== undefined)
  return { items, hasMore, isRead, busy, failure, read, forget, forgetAll }
}
