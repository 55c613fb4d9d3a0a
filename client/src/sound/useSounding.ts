import { computed, onScopeDispose, readonly, shallowReactive, watch } from 'vue'
import { useLoad } from '../floor/useQueue.js'
import { useSession } from '../session/useSession.js'
import { useDrawers, useWorld } from '../world/useWorld.js'
import { callsOf, worstOf } from './calls.js'
import { hearBoth, neitherHeard } from './hearing.js'
import { useSoundSettings } from './settings.js'
import type { Sound } from './tones.js'
import { closeSpeaker, openSpeaker, playSound, useSpeaker } from './speaker.js'
import { useOneVoice } from './useOneVoice.js'

/** How long the page must have been live before what it missed is taken to be all there. */
const settlesMs = 1_500

const state = shallowReactive<{ sounding: Sound | null; count: number }>({ sounding: null, count: 0 })

/** What sounds until somebody acknowledges it, and how often something has sounded in this page. */
export function useSounding() {
  return readonly(state)
}

/** Lets what waits sound; once for the page, while somebody is signed in. */
export function useSound(): void {
  const { connection, now } = useWorld()
  const { alerts } = useDrawers()
  const { account, may } = useSession()
  const { flood } = useLoad()
  const { settings } = useSoundSettings()
  const speaker = useSpeaker()
  let heard = neitherHeard
  let liveMs: number | null = null

  /** Who cannot acknowledge is not called. */
  const calls = computed(() => {
    const me = account.value
    return me === null || !may('alert:act') ? [] : callsOf(alerts.value?.values() ?? [], me.id)
  })
  const lives = () => connection.value.is === 'live'
  watch(lives, (live) => (liveMs = live ? now.value : null), { immediate: true })
  const canSound = () => !settings.value.muted && speaker.value === 'ready'
  const isMine = useOneVoice(`cordon:sound:${account.value?.id}`, { can: canSound, lives })
  watch(
    [calls, now, speaker, settings, isMine],
    () => {
      state.sounding = worstOf(calls.value.filter(({ exercise }) => !exercise)) ?? (calls.value[0] ? 'exercise' : null)
      // What cannot be heard has not sounded: it does as soon as it can.
      if (!canSound() || isMine.value === null) return
      const settled = liveMs !== null && now.value - liveMs >= settlesMs
      const next = hearBoth(heard, { calls: calls.value, flood: flood.value, settled, nowMs: Date.now() })
      heard = next.heard
      if (next.play === null || !isMine.value) return
      state.count += 1
      playSound(next.play, settings.value.volume / 100)
    },
    { immediate: true },
  )
  openSpeaker()
  onScopeDispose(() => {
    closeSpeaker()
    Object.assign(state, { sounding: null, count: 0 })
  })
}
