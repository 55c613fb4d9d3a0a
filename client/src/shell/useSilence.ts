import { computed, onScopeDispose, ref, watch } from 'vue'
import { readHealth } from '../api/health.js'
import { useWorld } from '../world/useWorld.js'

/** Why the page hears nothing, as far as it can tell from here. */
export type Silence = 'network' | 'database' | 'stream'

const askMs = 5_000

/** Asks the server how it is for as long as its stream is silent; null while it is not, and before the first answer. */
export function useSilence() {
  const { connection } = useWorld()
  const silence = ref<Silence | null>(null)
  const isSilent = computed(() => connection.value.is === 'offline' || connection.value.is === 'stale')
  let timer = 0
  let turn = 0

  async function ask(): Promise<void> {
    const mine = turn
    const answer = await readHealth(askMs)
    if (mine !== turn) return
    if (answer.ok) silence.value = 'stream'
    else silence.value = answer.failure.kind === 'offline' ? 'network' : 'database'
    timer = window.setTimeout(() => void ask(), askMs)
  }
  function end(): void {
    turn++
    window.clearTimeout(timer)
    silence.value = null
  }
  watch(
    isSilent,
    (is) => {
      end()
      if (is) void ask()
    },
    { immediate: true },
  )
  onScopeDispose(end)
  return silence
}
