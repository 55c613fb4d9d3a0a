import type { Map as MapLibreMap } from 'maplibre-gl'
import { shallowReactive } from 'vue'
import { drawnSources } from './layers.js'
import type { Screen } from './screen.js'

/** How far a map is with what its borrower wants to see. */
export interface Progress {
  /** Something of it is still to be drawn. */
  readonly drawing: boolean
  /** The tiles below everything; `missing` where they could not be read. */
  readonly ground: 'coming' | 'there' | 'missing'
  /** What stands on the map is still that of a former borrower, which nobody may see. */
  readonly stale: boolean
  /** The graphics card has let go of it. */
  readonly lost: boolean
}

/** The same as whoever follows it sees it. */
export type Changing = { -readonly [K in keyof Progress]: Progress[K] }

export function reactiveProgress(): Changing {
  return shallowReactive<Changing>({ drawing: true, ground: 'coming', stale: false, lost: false })
}

interface Followed {
  readonly progress: Changing
  readonly isStyled: () => boolean
  readonly screen: Screen
}

/** Follows a map for as long as there is one, whoever has borrowed it. */
export function followProgress(map: MapLibreMap, { progress, isStyled, screen }: Followed): void {
  const isThere = (source: string) => map.getSource(source) !== undefined && map.isSourceLoaded(source)

  map.on('idle', () =>
    screen.whenShown(() => {
      progress.drawing = false
      if (progress.ground === 'coming') progress.ground = 'there'
    }),
  )
  map.on('error', (event) => {
    if ('sourceId' in event && isGround(event.sourceId)) progress.ground = 'missing'
  })
  map.on('sourcedata', ({ sourceId, isSourceLoaded }) => {
    if (!isSourceLoaded || !isGround(sourceId)) return
    if (isThere('world') && isThere('theatre')) progress.ground = 'there'
    else if (progress.ground === 'missing') progress.ground = 'coming'
  })
  map.on('render', () => {
    if (progress.stale && isStyled() && drawnSources.every(isThere)) screen.whenShown(() => (progress.stale = false))
  })
  map.on('webglcontextlost', () => (progress.lost = true))
}

/** Whether a source is of what lies below everything. */
function isGround(source: unknown): boolean {
  return source === 'world' || source === 'theatre'
}
