import { onScopeDispose, ref, type Ref } from 'vue'

/** A pointer that has not moved for this long reads no more. */
const pointerRestsMs = 8000

/** Whether a scrolling list is being read: scrolled away from its top, focused, or under a moving pointer. */
export function useReading(list: Readonly<Ref<HTMLElement | null>>) {
  const scrolled = ref(false)
  const focused = ref(false)
  const pointed = ref(false)
  let timer = 0

  const forget = () => {
    window.clearTimeout(timer)
    pointed.value = false
  }
  const on = {
    scroll: () => (scrolled.value = (list.value?.scrollTop ?? 0) > 4),
    focusin: () => (focused.value = true),
    // Who answers a question about a row comes back to it.
    focusout: ({ relatedTarget }: FocusEvent) => {
      focused.value = relatedTarget instanceof Element && relatedTarget.closest('[role="dialog"]') !== null
    },
    pointermove: () => {
      forget()
      pointed.value = true
      timer = window.setTimeout(forget, pointerRestsMs)
    },
    pointerleave: forget,
  }
  onScopeDispose(forget)
  return { on, focused, isReading: () => scrolled.value || focused.value || pointed.value }
}
