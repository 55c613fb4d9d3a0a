import { readonly, ref } from 'vue'

/** Work that is asked for again while it is still being done, as by a double press, is done once. */
export function useOnce<Parts extends readonly unknown[]>(work: (...parts: Parts) => Promise<unknown>) {
  const busy = ref(false)
  async function once(...parts: Parts): Promise<void> {
    if (busy.value) return
    busy.value = true
    try {
      await work(...parts)
    } finally {
      busy.value = false
    }
  }
  return { busy: readonly(busy), once }
}
