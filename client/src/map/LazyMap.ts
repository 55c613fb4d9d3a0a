import { defineAsyncComponent } from 'vue'
import { firstShown } from '../world/firstShown.js'
import { canDraw } from './canDraw.js'
import MapWaiting from './MapWaiting.vue'

/** The map; its code comes after the first rows when a view first shows one, and to a browser that cannot draw it not at all. */
export const LazyMap = defineAsyncComponent({
  loader: async () => {
    if (!canDraw()) return import('./NoMap.vue')
    await firstShown()
    return import('./MapView.vue')
  },
  loadingComponent: MapWaiting,
  // It waits by itself before it says anything.
  delay: 0,
})
