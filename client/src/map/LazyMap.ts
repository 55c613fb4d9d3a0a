import { defineAsyncComponent } from 'vue'
import MapWaiting from './MapWaiting.vue'

/** The map; its code comes when a view first shows one. */
export const LazyMap = defineAsyncComponent({
  loader: () => import('./MapView.vue'),
  loadingComponent: MapWaiting,
  // It waits by itself before it says anything.
  delay: 0,
})
