import { watch } from 'vue'
import type { Failure } from '../api/http.js'
import { useWorld } from '../world/useWorld.js'

/** Reads anew what could not be read while the server was out of reach, once the page is live again. */
export function useComeBack(failure: () => Failure | null, again: () => Promise<void> | void): void {
  const { connection } = useWorld()
  watch(
    () => connection.value.is === 'live',
    (isLive) => {
      if (isLive && failure()?.kind === 'offline') void again()
    },
  )
}
