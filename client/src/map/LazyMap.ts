import { defineAsyncComponent } from 'vue'
import { canDraw } from './canDraw.js'
import MapWaiting from './MapWaiting.vue'

/** The map; its code comes when a view first shows one, and to a browser that cannot draw it not at all. */
export const LazyMap = defineAsyncComponent({
  loader: () => (canDraw() ? import('./MapView.vue') : import('./NoMap.vue')),
  loadingComponent: MapWaiting,
  // It waits by itself before it says anything.
  delay: 0,
})
