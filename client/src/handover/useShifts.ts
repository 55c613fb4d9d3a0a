import type { Shift } from '@cordon/alerts'
import type { HandoverListed } from '@cordon/server/wire'
import { computed, shallowRef, watch } from 'vue'
import type { Failure } from '../api/http.js'
import { readHandovers, shiftsOn } from '../api/shifts.js'
import { useWorld } from '../world/useWorld.js'

/** Grows whenever the log tells that a watch has changed. */
export function useWatchTold() {
  const { world } = useWorld()
  return computed(() => {
    const own = [...(world.value?.log.values() ?? [])].filter(({ kind }) => kind === 'automatic')
    return own.reduce((latest, { seq }) => Math.max(latest, seq), 0)
  })
}

/** Who is on watch, and the handovers; read anew whenever the log tells that a watch has changed. */
export function useShifts() {
  const on = shallowRef<readonly Shift[] | null>(null)
  const handovers = shallowRef<readonly HandoverListed[]>([])
  const next = shallowRef<string | null>(null)
  const failure = shallowRef<Failure | null>(null)
  let turn = 0

  async function read(): Promise<void> {
    const mine = ++turn
    const [present, past] = await Promise.all([shiftsOn(), readHandovers(null)])
    if (mine !== turn) return
    failure.value = present.ok ? (past.ok ? null : past.failure) : present.failure
    if (present.ok) on.value = present.value.items
    if (past.ok) [handovers.value, next.value] = [past.value.items, past.value.next]
  }
  async function earlier(): Promise<void> {
    const mine = turn
    const answer = await readHandovers(next.value)
    if (mine !== turn || !answer.ok) return
    handovers.value = [...handovers.value, ...answer.value.items]
    next.value = answer.value.next
  }
  watch(useWatchTold(), () => void read(), { immediate: true })
  return { on, handovers, next, failure, read, earlier }
}
