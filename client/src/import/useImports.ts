import type { ImportState } from '@cordon/server/wire'
import { listImports } from '../api/imports.js'
import { usePolling } from '../ui/usePolling.js'

/** Whether an import moves by itself. */
export function isMoving({ state }: ImportState): boolean {
  return state === 'running' || state === 'undoing' || state === 'sending'
}

/** The imports, as far as they are. */
export function useImports() {
  const { items: imports, ...polled } = usePolling(listImports, isMoving)
  return { imports, ...polled }
}
