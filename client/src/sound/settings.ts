import { computed, shallowRef } from 'vue'
import { useSession } from '../session/useSession.js'
import { onRemembered, recall, remember } from '../ui/memory.js'

/** How somebody wants to be told on this machine: its speakers and its desktop are not those of another. */
export interface SoundSettings {
  readonly muted: boolean
  /** From 0 to 100. */
  readonly volume: number
  /** Whether the desktop shows what comes while the page is not looked at. */
  readonly desktop: boolean
}

export const plainSound: SoundSettings = { muted: false, volume: 60, desktop: false }

/** What was kept; where it means nothing, as usual. */
export function soundIn(kept: string | null): SoundSettings {
  const said = new URLSearchParams(kept ?? '')
  const volume = Number(said.get('volume') ?? NaN)
  return {
    muted: said.get('muted') === 'true',
    volume: volume >= 0 && volume <= 100 ? volume : plainSound.volume,
    desktop: said.get('desktop') === 'true',
  }
}

export function soundText({ muted, volume, desktop }: SoundSettings): string {
  return `muted=${muted}&volume=${volume}&desktop=${desktop}`
}

const settings = shallowRef(plainSound)
let owner: string | null = null

function change(part: Partial<SoundSettings>): void {
  settings.value = { ...settings.value, ...part }
  remember(`sound:${owner}`, soundText(settings.value))
}

// Who mutes one page of a browser would hear the next one.
if ('window' in globalThis) {
  onRemembered((key, value) => {
    if (key === `sound:${owner}`) settings.value = soundIn(value)
  })
}

/** The settings of whoever is signed in, kept on this machine. */
export function useSoundSettings() {
  const { account } = useSession()
  const id = account.value?.id ?? ''
  if (owner !== id) {
    owner = id
    settings.value = soundIn(recall(`sound:${id}`))
  }
  const part = <K extends keyof SoundSettings>(key: K) =>
    computed({ get: () => settings.value[key], set: (to) => change({ [key]: to }) })
  return { settings, muted: part('muted'), volume: part('volume'), desktop: part('desktop') }
}
