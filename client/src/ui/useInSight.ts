import { onBeforeUnmount, readonly, ref, watch, type Ref } from 'vue'

/** Whether an element has ever been in sight: what is dear to draw waits for that. */
export function useInSight(element: Readonly<Ref<Element | null>>): Readonly<Ref<boolean>> {
  const seen = ref(false)
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return
    seen.value = true
    observer.disconnect()
  })
  watch(element, (it) => it !== null && !seen.value && observer.observe(it), { immediate: true })
  onBeforeUnmount(() => observer.disconnect())
  return readonly(seen)
}
