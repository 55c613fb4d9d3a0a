import { computed, ref, toRaw, watch, type Ref } from 'vue'
import { rebased } from './rebase.js'
import { isSame } from './same.js'
import { useFormDraft } from './useFormDraft.js'

/** A thing that a form changes, as it is now. */
export interface Standing<T> {
  readonly version: number
  readonly form: T
}

export interface Keeping<T extends object> {
  /** Which form of whom it is: what was written into it comes back under this name. */
  readonly name: string
  /** Holds what the form begins with. */
  readonly form: Ref<T>
  /** The thing as it is now; null where there is none yet, or where it is not known yet. */
  readonly live?: () => Standing<T> | null
  /** What of the form may be kept; all of it, unless given. */
  readonly keeps?: (form: T) => Partial<T>
}

/** What is kept of a form, with what it was before somebody wrote into it. */
interface Begun<T> {
  readonly form: Partial<T>
  readonly before: Partial<T>
  readonly version: number | null
}

/** What a form has to tell of itself, and the ways on. */
export interface Kept {
  readonly isRestored: Readonly<Ref<boolean>>
  /** Whether somebody else has changed the thing since it was begun. */
  readonly isMoved: Readonly<Ref<boolean>>
  /** Goes on with what was typed, laid over what the thing is now. */
  readonly carryOver: () => void
  /** Forgets what was typed. */
  readonly beginAnew: () => void
  /** The same where the form is left: gives what keeps it again for the next time; null where nothing was typed. */
  readonly letGo: () => (() => void) | null
}

/**
 * Fills a form with what was written into it before, and keeps what is written from now on over a crash, a reload and an
 * ended session, until it is stored (`forget`). A form that nobody has touched follows what others make of the thing; what
 * is sent names the version that its writer saw (`etag`), so that nobody overwrites what another one did meanwhile.
 */
export function useKeptForm<T extends object>({ name, form, live = () => null, keeps = (it) => it }: Keeping<T>) {
  const empty = copied(form.value)
  const { found, keep } = useFormDraft<Begun<T>>(name)
  let before: T = { ...empty, ...found?.before }
  const version = ref(found === null ? (live()?.version ?? null) : (found.version ?? null))
  const isRestored = ref(found !== null)
  const isMoved = computed(() => (live()?.version ?? 0) > (version.value ?? 0))
  const isUntouched = () => isSame(form.value, before)
  if (found !== null) form.value = { ...empty, ...found.form }

  const begun = () => ({ form: keeps(form.value), before: keeps(before), version: version.value })
  watch(form, () => keep(isUntouched() ? null : begun()), { deep: true })
  function take(mine: T, now: Standing<T> | null): void {
    if (now === null) return void (form.value = copied(mine))
    version.value = now.version
    form.value = copied(rebased(before, mine, now.form).form)
    before = copied(now.form)
  }
  const carryOver = () => take(form.value, live())
  function beginAnew(): void {
    take(before, live())
    isRestored.value = false
  }
  watch(
    () => live()?.version,
    () => isMoved.value && isUntouched() && carryOver(),
  )
  /** It is stored, in which version of the thing: what was written is no draft any more. */
  function forget(stored: number | null = version.value): void {
    keep(null)
    version.value = stored
    before = copied(form.value)
    isRestored.value = false
  }
  function letGo(): (() => void) | null {
    const was = isUntouched() ? null : begun()
    keep(null)
    return was === null ? null : () => keep(was)
  }
  const etag = () => (version.value === null ? null : `"${version.value}"`)
  return { isRestored, isMoved, version, carryOver, beginAnew, letGo, etag, forget, isUntouched }
}

function copied<T>(it: T): T {
  return JSON.parse(JSON.stringify(toRaw(it)))
}
