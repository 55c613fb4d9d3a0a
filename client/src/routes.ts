import { createRouter, createWebHistory } from 'vue-router'
import FloorView from './floor/FloorView.vue'

/** Every place of the page. What is selected, filtered and in view stands in the query, so that a link says it all. */
export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', redirect: '/floor' },
    { path: '/floor', name: 'floor', component: FloorView },
    { path: '/:rest(.*)*', redirect: '/floor' },
  ],
})
