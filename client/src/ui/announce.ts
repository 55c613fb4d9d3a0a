import { shallowReactive } from 'vue'

/** What screen readers hear: `polite` when they come to a pause, `urgent` at once. */
const said = shallowReactive({ polite: '', urgent: '' })

export function announce(text: string, how: keyof typeof said = 'polite'): void {
  // The same words twice would be no change, and go unheard.
  said[how] = said[how] === text ? `${text}\u00a0` : text
}

export function useAnnouncements() {
  return said
}
