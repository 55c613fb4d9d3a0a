import type { MultiPolygon, Point, Polygon } from 'geojson'
import type { Map as MapLibreMap } from 'maplibre-gl'
import { watch, type Ref } from 'vue'
import type { Selection } from '../floor/selection.js'
import { useWorld } from '../world/useWorld.js'
import type { World } from '../world/world.js'
import { allBounds, boundsOf, discBounds, firstBounds, positionsIn, type Bounds } from './bounds.js'
import { placeOf } from './content.js'
import { areaOf } from './outline.js'
import { triedBounds } from './tried.js'
import type { Wanted } from './useDrawn.js'

type Place = readonly [longitude: number, latitude: number]

interface Aimed {
  readonly wanted: () => Wanted
  /** Pixels at the end of the line that a panel lies over. */
  readonly covered: () => number
}

/** Brings what is asked for into sight, clear of what lies over the map. */
export function useAim(map: Readonly<Ref<MapLibreMap | null>>, { wanted, covered }: Aimed) {
  const { world } = useWorld()

  const { padding, isSeen } = clearOf(covered)

  function fit(bounds: Bounds | null, animate = true): void {
    const it = map.value
    if (bounds === null || it === null) return
    const [west, south, east, north] = bounds
    atRest(it, () => it.fitBounds([west, south, east, north], { padding: padding(), maxZoom: 11, animate }))
  }
  const ofTried = () => boundsOfTried(wanted())
  const fitAll = () => world.value && fit(ofTried() ?? allBounds(world.value, wanted().incidents))
  const fitFirst = () => world.value && fit(ofTried() ?? boundsToBegin(wanted().selected, world.value), false)
  const showArea = (area: Polygon | MultiPolygon) => fit(boundsOf(positionsIn(area)))
  /** An area whose middle is seen leaves the map where it is. */
  function bringArea(area: Polygon | MultiPolygon): void {
    const it = map.value
    if (it !== null && !isSeen(it, middleOf(area, it.getCenter().lng))) showArea(area)
  }

  /** Shows what is selected as a whole: a zone's area, or a place with the disc that it may lie in. */
  function zoomTo(): void {
    const { selected } = wanted()
    if (world.value !== null && selected !== null) fit(boundsOfSelection(selected, world.value))
  }
  /** Brings a place into sight without changing the zoom; what is seen already stays where it is. */
  function bring({ coordinates: [lng = 0, lat = 0] }: Point): void {
    const [it, edges] = [map.value, padding()]
    if (it === null || isSeen(it, [lng, lat])) return
    it.easeTo({ center: [lng, lat], offset: [(edges.left - edges.right) / 2, 0] })
  }
  /** Brings what was selected elsewhere into sight; a zone is shown as a whole. */
  function bringSelected(): void {
    const { selected } = wanted()
    if (selected?.kind === 'zone') return zoomTo()
    const place = world.value && placeOf(selected, world.value)
    if (place !== null) bring(place)
  }
  onMoved(() => world.value && whereSelected(wanted().selected, world.value), bring)
  return { fitAll, fitFirst, showArea, bringArea, zoomTo, bring, bringSelected }
}

/** What of a map is clear of its edges and of a panel that lies over so many pixels at the end of its line. */
function clearOf(covered: () => number) {
  function padding() {
    const isMirrored = document.documentElement.dir === 'rtl'
    const beside = isMirrored ? { left: covered(), right: 0 } : { left: 0, right: covered() }
    return { top: 48, bottom: 56, left: 56 + beside.left, right: 48 + beside.right }
  }
  function isSeen(map: MapLibreMap, [lng, lat]: Place): boolean {
    const { clientWidth: width, clientHeight: height } = map.getContainer()
    const at = map.project([lng, lat])
    const edges = padding()
    return at.x > edges.left && at.x < width - edges.right && at.y > edges.top && at.y < height - edges.bottom
  }
  return { padding, isSeen }
}

/** A wheel zooms on for a moment after its last turn, and would end a flight that began meanwhile. */
function atRest(map: MapLibreMap, fly: () => void): void {
  if (map.scrollZoom.isActive()) map.once('moveend', fly)
  else fly()
}

function boundsOfTried({ tried, draft }: Wanted): Bounds | null {
  return tried === null ? null : triedBounds(tried, draft)
}

type Placed = { readonly of: string; readonly place: Point } | null | undefined

/** What is selected, as `of`, and where it lies now: an alert's incident may lie elsewhere than it was told. */
function whereSelected(selected: Selection | null, world: World): Placed {
  if (selected === null) return null
  const { alerts, incidents } = world
  const incident = selected.kind === 'alert' ? incidents.get(alerts.get(selected.id)?.incidentId ?? '') : undefined
  const place = incident?.point ?? placeOf(selected, world)
  return place === null ? null : { of: `${selected.kind}:${selected.id}`, place }
}

/** What is selected and was moved is brought into sight again, as when it was selected. */
function onMoved(where: () => Placed, bring: (place: Point) => void): void {
  watch(where, (now, before) => hasMoved(now, before) && now && bring(now.place))
}

function hasMoved(now: Placed, before: Placed): boolean {
  if (!now || !before || now.of !== before.of) return false
  return now.place.coordinates.some((it, at) => it !== before.place.coordinates[at])
}

/** The middle of an area, on that turn round the Earth which is nearest to a longitude. */
function middleOf(area: Polygon | MultiPolygon, longitude: number): Place {
  const [west, south, east, north] = boundsOf(positionsIn(area)) ?? [0, 0, 0, 0]
  const middle = (west + east) / 2
  return [middle + 360 * Math.round((longitude - middle) / 360), (south + north) / 2]
}

/** A zone that is selected already is what somebody came for. */
function boundsToBegin(selected: Selection | null, world: World): Bounds | null {
  const zone = selected?.kind === 'zone' ? boundsOfSelection(selected, world) : null
  return zone ?? firstBounds(world)
}

function boundsOfSelection(selected: Selection, world: World): Bounds | null {
  const zone = selected.kind === 'zone' ? world.zones.get(selected.id) : undefined
  if (zone) return boundsOf(positionsIn(areaOf(zone)))
  const place = placeOf(selected, world)
  const metres = { alert: world.alerts, incident: world.incidents, zone: null, facility: world.facilities }[
    selected.kind
  ]?.get(selected.id)?.uncertaintyMetres
  return place === null ? null : discBounds(place.coordinates, metres ?? 1000)
}
