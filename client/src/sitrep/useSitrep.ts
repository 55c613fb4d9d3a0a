import type { SitrepTold } from '@cordon/server/wire'
import { shallowRef, watch } from 'vue'
import type { Answer, Failure } from '../api/http.js'
import { readSitrep } from '../api/sitreps.js'

/** One report as it was read last, and why something with it was refused. */
export function useSitrep(id: () => string | null) {
  const report = shallowRef<SitrepTold | null>(null)
  const failure = shallowRef<Failure | null>(null)
  const busy = shallowRef(false)
  let etag: string | null = null
  let turn = 0

  function take(answer: Answer<SitrepTold>): boolean {
    failure.value = answer.ok ? null : answer.failure
    if (!answer.ok) return false
    report.value = answer.value
    etag = answer.etag
    return true
  }
  async function read(): Promise<void> {
    const [mine, wanted] = [++turn, id()]
    if (wanted === null) return void (report.value = null)
    const answer = await readSitrep(wanted)
    if (mine === turn) take(answer)
  }
  /** Does something with it as it was read; where somebody else was faster, it is read again and says so. */
  async function act(work: (etag: string | null) => Promise<Answer<SitrepTold>>): Promise<boolean> {
    turn++
    busy.value = true
    const answer = await work(etag)
    busy.value = false
    const done = take(answer)
    if (answer.ok || answer.failure.kind !== 'problem' || answer.failure.status !== 412) return done
    await read()
    failure.value = answer.failure
    return false
  }
  watch(
    id,
    () => {
      ;[report.value, failure.value] = [null, null]
      void read()
    },
    { immediate: true },
  )
  return { report, failure, busy, act, read }
}
