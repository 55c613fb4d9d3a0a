import type { Incident, Zone } from '@cordon/alerts'
import type { Feature, Point, Position } from 'geojson'
import { computed, onScopeDispose, watch, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Quiet } from '../silence/quiet.js'
import { useSilences } from '../silence/useSilences.js'
import { useHovered } from '../floor/hovered.js'
import type { Selection } from '../floor/selection.js'
import { useTheme } from '../theme/theme.js'
import { notify } from '../ui/notices.js'
import { useWorld } from '../world/useWorld.js'
import { discsOf, marks, type Draft } from './content.js'
import { clusterAbove } from './crowd.js'
import { drawnOnce } from './drawnOnce.js'
import { collectZones, discFeature, facilityFeature, signFeature, type QuietZones } from './features.js'
import { measureFeatures } from './measure.js'
import { paced } from './pace.js'
import { restAfter } from './sparing.js'
import type { Surface } from './surface.js'
import { useSwitches } from './switches.js'
import { useSymbols } from './symbols.js'
import { triedFeatures, type Tried } from './tried.js'

/** What a view wants to be seen. */
export interface Wanted {
  readonly incidents: readonly Incident[]
  readonly selected: Selection | null
  readonly picked: Point | null
  readonly draft: Draft | null
  readonly tried: Tried | null
  /** The points of a way that is being measured. */
  readonly measured: readonly Position[]
}

/** A crowd that changes all the time is drawn this often at most: each drawing sorts it into clusters anew. */
const crowdRestMs = 120

/** Keeps on the map what is to be seen there. */
export function useDrawn(surface: Readonly<Ref<Surface | null>>, wanted: () => Wanted): void {
  drawCrowd(surface, wanted)
  drawThings(surface, wanted)
  dressUp(surface)
}

function drawCrowd(surface: Readonly<Ref<Surface | null>>, wanted: () => Wanted): void {
  const { world, now } = useWorld()
  const minute = computed(() => Math.floor(now.value / 60_000) * 60_000)
  const sign = drawnOnce(signFeature)
  const disc = drawnOnce(discFeature)
  function show(): void {
    const [known, it] = [world.value, surface.value]
    if (known === null || it === null) return
    const { incidents } = wanted()
    const at = minute.value
    it.show(
      'incidents',
      incidents.map((incident) => sign(incident, at)),
    )
    it.show(
      'discs',
      discsOf(incidents, known, clusterAbove).map((incident) => disc(incident, at)),
    )
  }
  const pace = paced(show, () => {
    if (wanted().incidents.length <= clusterAbove) return 0
    return Math.max(crowdRestMs, restAfter(surface.value?.frameMs() ?? 0))
  })
  watch([() => wanted().incidents, minute, () => world.value?.alerts], pace.ask)
  watch(surface, show)
  onScopeDispose(pace.stop)
}

function drawThings(surface: Readonly<Ref<Surface | null>>, wanted: () => Wanted): void {
  const { world } = useWorld()
  const hovered = useHovered()
  const { t, locale } = useI18n()
  const silenced = useSilences()
  const word = (quiet: Quiet) => t(`silence.marks.${quiet}`)
  const parts = [() => world.value?.zones, silenced, locale, surface] as const
  watch(parts, ([zones, on, language, it]) => {
    if (zones) it?.show('zones', drawnZones(zones, { on, word }, language))
  })
  watch([() => world.value?.facilities, surface] as const, ([facilities, it]) => {
    if (facilities) it?.show('facilities', [...facilities.values()].map(facilityFeature))
  })
  const pointed = computed(() => {
    const { selected, picked, draft } = wanted()
    return world.value === null ? [] : marks({ selected, lit: hovered.value, picked, draft }, world.value)
  })
  const shown = computed(() => JSON.stringify(pointed.value))
  watch([shown, surface], () => surface.value?.show('marks', pointed.value))
  watch([() => wanted().tried, surface] as const, ([tried, it]) =>
    it?.show('tried', tried === null ? [] : triedFeatures(tried)),
  )
  watch([() => wanted().measured, locale, surface] as const, ([points, language, it]) =>
    it?.show('measure', measureFeatures(points, language)),
  )
}

/** The same list for the same zones, whichever view asks: the map then has them already. */
function drawnZones(zones: ReadonlyMap<string, Zone>, quiet: QuietZones, locale: string): readonly Feature[] {
  const isSame = lastZones?.quiet.on === quiet.on && lastZones.zones === zones && lastZones.locale === locale
  const drawn = isSame && lastZones !== null ? lastZones.features : collectZones(zones.values(), quiet, locale)
  lastZones = { zones, quiet, locale, features: drawn }
  return drawn
}
interface DrawnZones {
  readonly zones: ReadonlyMap<string, Zone>
  readonly quiet: QuietZones
  readonly locale: string
  readonly features: readonly Feature[]
}
let lastZones: DrawnZones | null = null

function dressUp(surface: Readonly<Ref<Surface | null>>): void {
  const { t, locale } = useI18n()
  const { chosen, shown } = useTheme()
  const { on } = useSwitches()
  const { set, choose } = useSymbols()
  watch([chosen, shown], () => surface.value?.setTheme(shown()))
  watch(locale, () => surface.value?.setTitle(t('map.title')))
  watch([on, surface] as const, ([states, it]) => {
    for (const [what, is] of states) it?.setOn(what, is)
  })
  watch([set, surface] as const, async ([symbols, it]) => {
    if (it === null || (await it.setSymbols(symbols))) return
    notify(t('map.symbolsMissing'), { bad: true })
    choose('plain')
  })
}
