import { computed, ref, watch, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { findPlaces } from '../api/places.js'
import { shownPlace } from '../floor/shownPlace.js'
import { placeUnits } from '../incident/placeName.js'
import { useLoad } from '../ui/useLoad.js'
import { useSoon } from '../ui/useSoon.js'
import type { Entry } from './found.js'

const mostPlaces = 4

/** What the gazetteer knows by the words that are sought; the map of the floor goes there. */
export function useGazetteer(sought: Readonly<Ref<string>>): Readonly<Ref<readonly Entry[]>> {
  const { t, locale } = useI18n()
  const router = useRouter()
  const asked = ref('')
  watch(
    sought,
    useSoon(250, () => (asked.value = sought.value.trim())),
  )
  const { state } = useLoad(
    () => (asked.value.length < 3 ? null : asked.value),
    () => findPlaces(asked.value),
  )
  const places = computed(() => (state.value.is === 'ready' ? state.value.value.candidates.slice(0, mostPlaces) : []))
  return computed(() =>
    asked.value !== sought.value.trim()
      ? []
      : places.value.map((it): Entry => {
          const text = [it.place.name, ...placeUnits(it.place, locale.value)].join(t('comma'))
          const run = () => {
            shownPlace.value = it.position
            void router.push({ path: '/floor', query: { tab: 'map' } })
          }
          return { id: `gazetteer ${it.place.id}`, text, key: null, kind: 'gazetteer', run }
        }),
  )
}
