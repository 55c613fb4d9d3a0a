import type { HandoverTold } from '@cordon/server/wire'
import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import type { Answer, Failure } from '../api/http.js'
import { readHandover } from '../api/shifts.js'
import { useSoon } from '../ui/useSoon.js'
import { useWorld } from '../world/useWorld.js'

/** A draft is drawn up anew at most this often, however much happens. */
const lookMs = 1_500

/** A handover as it was read last; an answer that comes late replaces no later one. */
function useRead() {
  const handover = shallowRef<HandoverTold | null>(null)
  const failure = shallowRef<Failure | null>(null)
  const etag = shallowRef<string | null>(null)

  function take(answer: Answer<HandoverTold>): boolean {
    failure.value = answer.ok ? null : answer.failure
    if (!answer.ok) return false
    const known = handover.value
    if (known?.id === answer.value.id && known.revision > answer.value.revision) return true
    handover.value = answer.value
    etag.value = answer.etag
    return true
  }
  return { handover, failure, etag, take }
}

function isOpen(it: HandoverTold | null): boolean {
  return it?.state === 'draft' || it?.state === 'signed'
}

/** One thing after another, whatever becomes of those before. */
function useTurns() {
  let before: Promise<unknown> = Promise.resolve()
  return <T>(work: () => Promise<T>): Promise<T> => {
    const mine = before.then(work, work)
    before = mine
    return mine
  }
}

/** What is done with a handover, in the revision that its `etag` names. */
type Work = (etag: string | null) => Promise<Answer<HandoverTold>>

/** One handover: a draft follows what happens, what is signed stays as it is. */
export function useHandover(id: () => string | null) {
  const { world } = useWorld()
  const { handover, failure: unread, etag, take: took } = useRead()
  /** Why what was done last came to nothing: it stays to be read, whatever happens meanwhile. */
  const refused = shallowRef<Failure | null>(null)
  const failure = computed(() => refused.value ?? unread.value)
  let turn = 0

  async function read(): Promise<void> {
    const [mine, wanted] = [++turn, id()]
    if (wanted === null) return void (handover.value = null)
    const answer = await readHandover(wanted)
    if (mine === turn) took(answer)
  }
  const inTurn = useTurns()
  /** Does something with it as what was begun before has left it: nobody is overtaken by what they wrote themselves. */
  const act = (work: Work): Promise<boolean> => inTurn(() => take(work))

  /** Shows how it is then, or why that was refused. */
  async function take(work: Work): Promise<boolean> {
    turn++
    const answer = await work(etag.value)
    refused.value = answer.ok ? null : answer.failure
    if (answer.ok) return took(answer)
    const { failure: why } = answer
    if (why.kind === 'problem' && [409, 412].includes(why.status)) await read()
    return false
  }
  const lookSoon = useSoon(lookMs, () => void read())
  watch([() => world.value?.seq], () => isOpen(handover.value) && lookSoon())
  watch(
    id,
    () => {
      refused.value = null
      unread.value = null
      void read()
    },
    { immediate: true },
  )
  onScopeDispose(() => turn++)
  return { handover, failure, read, act }
}
