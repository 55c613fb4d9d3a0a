import type { Directive } from 'vue'

/** Puts the focus on an element when it comes to the page. */
export const vFocus: Directive<HTMLElement> = { mounted: (element) => element.focus() }
