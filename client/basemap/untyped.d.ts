/** What the build uses of packages that carry no types. */

declare module 'topojson-client' {
  import type { FeatureCollection, MultiLineString } from 'geojson'

  export interface TopologyObject {
    readonly type: string
  }

  export interface Topology {
    readonly type: 'Topology'
    readonly objects: Readonly<Record<string, TopologyObject>>
  }

  export function feature(topology: Topology, object: TopologyObject): FeatureCollection
  export function mesh(
    topology: Topology,
    object: TopologyObject,
    filter: (a: TopologyObject, b: TopologyObject) => boolean,
  ): MultiLineString
}

declare module 'vt-pbf' {
  export interface TileOfFeatures {
    readonly features: readonly unknown[]
  }

  export function fromGeojsonVt(
    layers: Readonly<Record<string, TileOfFeatures>>,
    options: { readonly version: 1 | 2; readonly extent: number },
  ): Uint8Array
}
