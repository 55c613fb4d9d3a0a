import { onScopeDispose, shallowRef } from 'vue'
import type { Answer, Failure } from '../api/http.js'

const busyMs = 700
const idleMs = 15_000

/** What some list of the server holds, read again and again: often while something in it moves by itself. */
export function usePolling<T>(
  list: () => Promise<Answer<{ readonly items: readonly T[] }>>,
  moves: (it: T) => boolean,
) {
  const items = shallowRef<readonly T[] | null>(null)
  const failure = shallowRef<Failure | null>(null)
  let timer = 0
  let ended = false

  async function again(): Promise<void> {
    window.clearTimeout(timer)
    const answer = await list()
    if (ended) return
    if (answer.ok) items.value = answer.value.items
    failure.value = answer.ok ? null : answer.failure
    window.clearTimeout(timer)
    timer = window.setTimeout(() => void again(), items.value?.some(moves) ? busyMs : idleMs)
  }

  void again()
  onScopeDispose(() => {
    ended = true
    window.clearTimeout(timer)
  })
  return { items, failure, again }
}
