import type { LogLineKind } from '@cordon/alerts'
import type { LogLine } from '@cordon/server/wire'
import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import type { Failure } from '../api/http.js'
import { readLog } from '../api/log.js'
import { useWorld } from '../world/useWorld.js'
import { arrangedLines } from './lines.js'

const pageSize = 60
/** What happens to alerts is read anew at most this often, however much happens. */
const lookMs = 1_500

interface Asked {
  readonly kinds: readonly LogLineKind[]
  readonly q: string
}

interface Read {
  readonly lines: ReadonlyMap<string, LogLine>
  readonly next: string | null
}

/** The running log as it is asked for: read page by page, and followed. */
export function useLog(asked: () => Asked) {
  const { world } = useWorld()
  const read = shallowRef<Read | null>(null)
  const failure = shallowRef<Failure | null>(null)
  let [turn, timer] = [0, 0]

  /** `anew`: what was read before is of another question. */
  async function load(way: 'anew' | 'latest' | 'earlier'): Promise<void> {
    if (way === 'anew') turn++
    const mine = turn
    const { kinds, q } = asked()
    const cursor = way === 'earlier' ? (read.value?.next ?? null) : null
    const answer = await readLog({ kind: kinds, q }, { limit: pageSize, cursor })
    if (mine !== turn) return
    failure.value = answer.ok ? null : answer.failure
    if (!answer.ok) return
    const before = way === 'anew' ? null : read.value
    const { items, next } = answer.value
    const lines = new Map([...(before?.lines ?? []), ...items.map((it) => [it.id, it] as const)])
    // A gap: more happened since the last look than a page holds.
    const isApart =
      way === 'latest' && before !== null && next !== null && !items.some(({ id }) => before.lines.has(id))
    if (isApart) read.value = { lines: new Map(items.map((it) => [it.id, it])), next }
    else read.value = { lines, next: way === 'latest' && before !== null ? before.next : next }
  }

  function lookSoon(): void {
    if (timer !== 0) return
    timer = window.setTimeout(() => {
      timer = 0
      void load('latest')
    }, lookMs)
  }
  onScopeDispose(() => {
    turn++
    window.clearTimeout(timer)
  })

  const happened = computed(() => {
    const things = [...(world.value?.alerts.values() ?? []), ...(world.value?.log.values() ?? [])]
    return things.reduce((latest, { seq }) => Math.max(latest, seq), 0)
  })
  // A new snapshot may hold less than before: somebody may not see any more what they saw.
  watch([() => JSON.stringify(asked()), () => world.value?.snapshotSeq], () => void load('anew'), { immediate: true })
  watch(happened, lookSoon)

  const lines = computed(() => {
    if (read.value === null) return []
    const { kinds, q } = asked()
    const entries = q === '' ? (world.value?.log ?? new Map()) : new Map()
    return arrangedLines({ lines: read.value.lines, entries, kinds, hasMore: read.value.next !== null })
  })
  const hasMore = computed(() => read.value !== null && read.value.next !== null)
  const isRead = computed(() => read.value !== null)
  return { lines, hasMore, isRead, failure, again: () => load('anew'), earlier: () => load('earlier') }
}
