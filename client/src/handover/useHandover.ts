import type { HandoverTold } from '@cordon/server/wire'
import { onScopeDispose, shallowRef, watch } from 'vue'
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

/** One handover: a draft follows what happens, what is signed stays as it is. */
export function useHandover(id: () => string | null) {
  const { world } = useWorld()
  const { handover, failure, etag, take } = useRead()
  let turn = 0

  async function read(): Promise<void> {
    const [mine, wanted] = [++turn, id()]
    if (wanted === null) return void (handover.value = null)
    const answer = await readHandover(wanted)
    if (mine !== turn) return
    const was = failure.value
    take(answer)
    // Why something was refused stays to be read while the draft follows.
    if (answer.ok && handover.value?.state === 'draft') failure.value = was
  }
  /** Does something with it, and shows how it is then or why that was refused. */
  async function act(work: Promise<Answer<HandoverTold>>): Promise<boolean> {
    turn++
    const answer = await work
    const done = take(answer)
    if (answer.ok || answer.failure.kind !== 'problem' || ![409, 412].includes(answer.failure.status)) return done
    await read()
    failure.value = answer.failure
    return false
  }
  const isOpen = () => handover.value?.state === 'draft' || handover.value?.state === 'signed'
  const lookSoon = useSoon(lookMs, () => void read())
  watch([() => world.value?.seq], () => isOpen() && lookSoon())
  watch(
    id,
    () => {
      failure.value = null
      void read()
    },
    { immediate: true },
  )
  onScopeDispose(() => turn++)
  return { handover, failure, etag, read, act }
}
