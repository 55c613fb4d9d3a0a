import { shallowRef } from 'vue'
import { recall, remember } from '../ui/memory.js'
import type { Switch } from './layers.js'

/** Every switch of the map, in the order in which they are offered. */
export const switchNames: readonly Switch[] = ['zones', 'discs', 'facilities', 'graticule']

const stored = new Set((recall('map-off') ?? '').split(','))
const on = shallowRef<ReadonlyMap<Switch, boolean>>(new Map(switchNames.map((name) => [name, !stored.has(name)])))

/** What the reader wants to see on the map; remembered. */
export function useSwitches() {
  function turn(name: Switch, is: boolean): void {
    on.value = new Map(on.value).set(name, is)
    remember('map-off', switchNames.filter((it) => on.value.get(it) === false).join(','))
  }
  return { on, turn }
}
