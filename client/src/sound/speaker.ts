import { ref } from 'vue'
import { tones, type Sound } from './tones.js'

/** `blocked`: the browser is silent until somebody presses something. `missing`: it plays no sounds at all. */
export type Speaker = 'ready' | 'blocked' | 'missing'

const speaker = ref<Speaker>('blocked')
let context: AudioContext | null = null

/** Asks the browser for sound; it may be given at the next key or click only. */
export function openSpeaker(): void {
  if (context !== null) return
  if (!('AudioContext' in window)) return void (speaker.value = 'missing')
  context = new AudioContext()
  context.addEventListener('statechange', look)
  look()
  // In the capturing phase: whatever is pressed, and whoever takes it.
  window.addEventListener('click', unblock, true)
  window.addEventListener('keydown', unblock, true)
}

export function closeSpeaker(): void {
  window.removeEventListener('click', unblock, true)
  window.removeEventListener('keydown', unblock, true)
  context?.removeEventListener('statechange', look)
  void context?.close()
  context = null
  speaker.value = 'blocked'
}

function look(): void {
  if (context !== null) speaker.value = context.state === 'running' ? 'ready' : 'blocked'
}

/** Only what somebody presses lets a browser sound; a machine that slept takes it away again. */
export function unblock(): void {
  if (context !== null && context.state !== 'running') void context.resume().then(look, look)
}

/** Plays a sound, at a volume from 0 to 1; nothing while it is blocked. */
export function playSound(sound: Sound, volume: number): void {
  const to = context
  if (to === null || to.state !== 'running') return
  for (const { atMs, forMs, hertz } of tones[sound]) {
    const [from, length] = [to.currentTime + atMs / 1000, forMs / 1000]
    const [tone, loudness] = [to.createOscillator(), to.createGain()]
    tone.type = 'triangle'
    tone.frequency.value = hertz
    // Without a ramp at both ends a tone clicks.
    loudness.gain.setValueAtTime(0, from)
    loudness.gain.linearRampToValueAtTime(volume, from + 0.015)
    loudness.gain.setValueAtTime(volume, from + length - 0.03)
    loudness.gain.linearRampToValueAtTime(0, from + length)
    tone.connect(loudness).connect(to.destination)
    tone.start(from)
    tone.stop(from + length)
  }
}

export function useSpeaker() {
  return speaker
}
