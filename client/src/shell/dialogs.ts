import { shallowRef } from 'vue'

/** Dialogs of the whole page; one at a time. */
export type PageDialog = 'keys' | 'licences' | 'password' | 'incident' | 'leave'

const shown = shallowRef<PageDialog | null>(null)

export function open(dialog: PageDialog): void {
  shown.value = dialog
}

export function useDialogs() {
  return { shown }
}
