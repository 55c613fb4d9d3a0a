import type { Ref } from 'vue'

/** Which thing is changed, in the version that was seen of it; null for a new one. */
export function readOf(thing: { readonly id: string; readonly version: number } | null, seen: Seen) {
  return thing === null ? null : { id: thing.id, version: seen.version.value ?? thing.version }
}

interface Seen {
  readonly version: Readonly<Ref<number | null>>
}
