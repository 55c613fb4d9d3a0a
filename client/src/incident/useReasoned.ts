import type { Incident } from '@cordon/alerts'
import { computed, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import type { Answer, Failure } from '../api/http.js'
import { useSession } from '../session/useSession.js'
import { useFormDraft } from '../ui/useFormDraft.js'
import { rebased } from '../ui/rebase.js'
import { useEdited } from './useEdited.js'

/** What is kept of a form that asks why. */
interface Begun<T> {
  readonly fields: T | undefined
  readonly reason: string
  /** The incident as its writer saw it. */
  readonly seen: Incident | null
}

export interface Reasoned<T extends object, A> {
  /** Which form of what it is; what was written into it comes back under this name. */
  readonly name: string
  readonly fields: Ref<T | undefined>
  /** The incident that it is about, as it is now. */
  readonly live: () => Incident | null
  /** What stands in the fields before somebody touches them. */
  readonly read: (seen: Incident) => T | undefined
  readonly send: (reason: string, revision: number) => Promise<Answer<A>>
}

/**
 * A form that changes something and asks why: what is written survives a crash, a reload and an ended session; where
 * somebody else changes the incident meanwhile, what was typed is carried over to what it is now.
 */
export function useReasoned<T extends object, A>({ name, fields, live, read, send }: Reasoned<T, A>) {
  const { account } = useSession()
  const draft = useFormDraft<Begun<T>>(`${name}:${account.value?.id ?? ''}`)
  const edited = useEdited(live, draft.found?.seen ?? live())
  const { seen, newer, look } = edited
  const carried = useCarried({ fields, read, edited })
  if (carried.before.value !== undefined) fields.value = { ...carried.before.value, ...draft.found?.fields }
  const reason = ref(draft.found?.reason ?? '')
  const isRestored = ref(draft.found !== null)
  const isTouched = computed(() => reason.value !== '' || differs(fields.value, carried.before.value))
  const { failure, busy, ask } = useAsking<A>(look)

  const begun = () => (isTouched.value ? { fields: fields.value, reason: reason.value, seen: seen.value } : null)
  watch([fields, reason, seen], () => draft.keep(begun()), { deep: true })
  function beginAnew(): void {
    carried.beginAnew()
    reason.value = ''
    isRestored.value = false
  }
  /** Forgets what was typed where the form is left: gives what keeps it again; null where nothing was typed. */
  function letGo(): (() => void) | null {
    const was = begun()
    draft.keep(null)
    return was === null ? null : () => draft.keep(was)
  }
  /** What came of it; null where it was refused, or is still on its way. */
  async function answer(): Promise<{ readonly value: A } | null> {
    const answered = await ask(() => send(reason.value.trim(), seen.value?.revision ?? 0))
    if (answered !== null) draft.keep(null)
    return answered
  }
  const { both, carryOver } = carried
  return { reason, seen, newer, isRestored, both, failure, busy, carryOver, beginAnew, letGo, answer }
}

interface Carrying<T extends object> extends Pick<Reasoned<T, unknown>, 'fields' | 'read'> {
  readonly edited: ReturnType<typeof useEdited>
}

/** Keeps the fields true to the incident where nobody touched them. */
function useCarried<T extends object>({ fields, read, edited: { seen, newer, goOn } }: Carrying<T>) {
  const asItIs = () => (seen.value === null ? undefined : read(seen.value))
  const begun = copied(asItIs() ?? fields.value)
  const before: ShallowRef<T | undefined> = shallowRef(begun)
  /** Fields that somebody else changed as well. */
  const both = ref<readonly string[]>([])

  /** What was typed stands; everything else is as it is now. */
  function carryOver(): void {
    const theirs = newer.value === null ? undefined : read(newer.value)
    if (theirs !== undefined && fields.value !== undefined && before.value !== undefined) {
      const carried = rebased<T>(before.value, fields.value, theirs)
      both.value = carried.both
      before.value = theirs
      fields.value = carried.form
    }
    goOn()
  }
  function beginAnew(): void {
    goOn()
    before.value = asItIs() ?? begun
    fields.value = copied(before.value)
    both.value = []
  }
  return { before, both, carryOver, beginAnew }
}

/** Sends once at a time; where it is refused since the incident has changed, `look` finds out how. */
function useAsking<A>(look: (answer: Answer<A>) => Promise<void>) {
  const failure = ref<Failure | null>(null)
  const busy = ref(false)

  async function ask(send: () => Promise<Answer<A>>): Promise<{ readonly value: A } | null> {
    if (busy.value) return null
    busy.value = true
    const answered = await send()
    await look(answered)
    busy.value = false
    failure.value = answered.ok ? null : answered.failure
    return answered.ok ? { value: answered.value } : null
  }
  return { failure, busy, ask }
}

function copied<T extends object>(it: T | undefined): T | undefined {
  return it === undefined ? undefined : { ...it }
}

function differs(one: object | undefined, other: object | undefined): boolean {
  return Object.entries(one ?? {}).some(([key, value]) => value !== Reflect.get(other ?? {}, key))
}
