import { ref, shallowRef, watch } from 'vue'
import type { Answer, Failure } from '../api/http.js'
import { useComeBack } from './useComeBack.js'

/** Something that comes from the server. While it is read anew, what was there before stays. */
export type Loaded<T> =
  | { readonly is: 'loading' }
  | { readonly is: 'ready'; readonly value: T; readonly etag: string | null }
  | { readonly is: 'failed'; readonly failure: Failure }

/**
 * Reads something from the server, and again whenever `key` changes; nothing where it is null. Answers that come after
 * the key has changed are dropped. A key that differs only after its first `@` is the same thing in a later state, and
 * `isAsked` says that what is shown of it is being read anew.
 */
export function useLoad<T>(key: () => string | null, load: () => Promise<Answer<T>>) {
  const state = shallowRef<Loaded<T>>({ is: 'loading' })
  const isAsked = ref(false)
  let turn = 0

  async function again(): Promise<void> {
    const mine = ++turn
    isAsked.value = true
    const answer = await load()
    if (mine !== turn) return
    isAsked.value = false
    state.value = answer.ok
      ? { is: 'ready', value: answer.value, etag: answer.etag }
      : { is: 'failed', failure: answer.failure }
  }

  watch(
    key,
    (now, before) => {
      if (now === null || thingOf(now) !== thingOf(before ?? '')) state.value = { is: 'loading' }
      if (now !== null) void again()
    },
    { immediate: true },
  )
  useComeBack(() => (state.value.is === 'failed' ? state.value.failure : null), again)
  return { state, isAsked, again }
}

function thingOf(key: string): string {
  const at = key.indexOf('@')
  return at < 0 ? key : key.slice(0, at)
}
