import type { Directive } from 'vue'

/** Puts the focus on an element when it comes to the page. */
export const vFocus: Directive<HTMLElement> = { mounted: (element) => element.focus() }

/** Puts the focus on what the side panel shows: what was made has come there, or what bore it has gone from there. */
export function focusPanel(): void {
  document.querySelector<HTMLElement>('.panel .scroll')?.focus()
}

/** Scrolls to an element when it comes to the page, and again whenever it tells of something else. */
export const vSeen: Directive<HTMLElement, unknown> = {
  mounted: seen,
  updated: (element, { value, oldValue }) => {
    if (value !== oldValue) seen(element)
  },
}

function seen(element: HTMLElement): void {
  element.scrollIntoView({ block: 'nearest' })
}

/** Opens what is folded round a field that is found wanting, so that a browser can say there what it wants. */
export function unfold({ target }: Event): void {
  const folded = target instanceof Element ? target.closest('details') : null
  if (folded !== null) folded.open = true
}
