import type { LogLineKind } from '@cordon/alerts'
import type { LogLine } from '@cordon/server/wire'
import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import type { Failure } from '../api/http.js'
import { readLog } from '../api/log.js'
import type { ItemPage } from '../api/page.js'
import { useSoon } from '../ui/useSoon.js'
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

type Way = 'anew' | 'latest' | 'earlier'

/** What is read by now. More may have happened since the last look than a page holds: then what was before is let go. */
function readOn(before: Read | null, { items, next }: ItemPage<LogLine>, way: Way): Read {
  const lines = new Map(items.map((it) => [it.id, it]))
  if (before === null || way === 'anew') return { lines, next }
  const isApart = way === 'latest' && next !== null && !items.some(({ id }) => before.lines.has(id))
  if (isApart) return { lines, next }
  return { lines: new Map([...before.lines, ...lines]), next: way === 'latest' ? before.next : next }
}

/** The running log as it is asked for: read page by page, and followed. */
export function useLog(asked: () => Asked) {
  const { world } = useWorld()
  const read = shallowRef<Read | null>(null)
  const failure = shallowRef<Failure | null>(null)
  let turn = 0

  async function load(way: Way): Promise<void> {
    const mine = way === 'anew' ? ++turn : turn
    const { kinds, q } = asked()
    const cursor = way === 'earlier' ? (read.value?.next ?? null) : null
    const answer = await readLog({ kind: kinds, q }, { limit: pageSize, cursor })
    if (mine !== turn) return
    failure.value = answer.ok ? null : answer.failure
    if (answer.ok) read.value = readOn(read.value, answer.value, way)
  }
  onScopeDispose(() => turn++)

  const happened = computed(() => {
    const things = [...(world.value?.alerts.values() ?? []), ...(world.value?.log.values() ?? [])]
    return things.reduce((latest, { seq }) => Math.max(latest, seq), 0)
  })
  // A new snapshot may hold less than before: somebody may not see any more what they saw.
  watch([() => JSON.stringify(asked()), () => world.value?.snapshotSeq], () => void load('anew'), { immediate: true })
  watch(
    happened,
    useSoon(lookMs, () => void load('latest')),
  )

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
