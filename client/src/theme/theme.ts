import { ref, watchEffect } from 'vue'
import { recall, remember } from '../ui/memory.js'

export const themes = ['dark', 'light', 'contrast', 'auto'] as const
export type Theme = (typeof themes)[number]

const stored = recall('theme')
const chosen = ref<Theme>(themes.find((it) => it === stored) ?? 'dark')
const systemIsDark = ref(true)

/** Follows the reader's choice, and the system where that is the choice, from now on. */
export function applyTheme(): void {
  const system = window.matchMedia('(prefers-color-scheme: dark)')
  systemIsDark.value = system.matches
  system.addEventListener('change', (event) => (systemIsDark.value = event.matches))
  watchEffect(() => {
    document.documentElement.dataset['theme'] = chosen.value
    remember('theme', chosen.value)
  })
}

/** The theme that was chosen, and in which colours it comes out. */
export function useTheme() {
  const shown = () => {
    if (chosen.value === 'auto') return systemIsDark.value ? 'dark' : 'light'
    return chosen.value
  }
  return { chosen, shown }
}
