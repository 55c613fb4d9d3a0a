import { onScopeDispose, shallowRef } from 'vue'
import type { ImportState } from '@cordon/server/wire'
import { listImports } from '../api/imports.js'
import type { Failure } from '../api/http.js'

const busyMs = 700
const idleMs = 15_000

/** Whether an import moves by itself. */
export function isMoving({ state }: ImportState): boolean {
  return state === 'running' || state === 'undoing' || state === 'sending'
}

/** The imports, read again and again: often while one of them moves. */
export function useImports() {
  const imports = shallowRef<readonly ImportState[] | null>(null)
  const failure = shallowRef<Failure | null>(null)
  let timer = 0
  let ended = false

  async function again(): Promise<void> {
    window.clearTimeout(timer)
    const answer = await listImports()
    if (ended) return
    if (answer.ok) imports.value = answer.value.items
    failure.value = answer.ok ? null : answer.failure
    window.clearTimeout(timer)
    timer = window.setTimeout(() => void again(), imports.value?.some(isMoving) ? busyMs : idleMs)
  }

  void again()
  onScopeDispose(() => {
    ended = true
    window.clearTimeout(timer)
  })
  return { imports, failure, again }
}
