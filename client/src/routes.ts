import { createRouter, createWebHistory } from 'vue-router'
import FloorView from './floor/FloorView.vue'
import { watchLeaving } from './leaving.js'

/** Every place of the page. What is selected, filtered and in view stands in the query, so that a link says it all. */
export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', redirect: '/floor' },
    { path: '/floor', name: 'floor', component: FloorView },
    { path: '/zones', name: 'zones', component: () => import('./zone/ZonesView.vue') },
    { path: '/calendars', name: 'calendars', component: () => import('./calendar/CalendarsView.vue') },
    { path: '/paste', name: 'paste', component: () => import('./paste/PasteView.vue') },
    { path: '/handover', name: 'handover', component: () => import('./handover/HandoverView.vue') },
    { path: '/history', name: 'history', component: () => import('./history/HistoryView.vue') },
    { path: '/incidents/:id/story', name: 'story', component: () => import('./incident/StoryView.vue') },
    { path: '/trends', name: 'trends', component: () => import('./trend/TrendsView.vue') },
    { path: '/reports', name: 'reports', component: () => import('./sitrep/SitrepsView.vue') },
    { path: '/review', name: 'review', component: () => import('./review/ReviewView.vue') },
    { path: '/audit', name: 'audit', component: () => import('./audit/AuditView.vue') },
    { path: '/feeds', name: 'feeds', component: () => import('./feed/FeedsView.vue') },
    { path: '/import', name: 'import', component: () => import('./import/ImportView.vue') },
    { path: '/admin', name: 'admin', component: () => import('./admin/AdminView.vue') },
    { path: '/deliveries', name: 'deliveries', component: () => import('./contact/DeliveriesView.vue') },
    { path: '/wall', name: 'wall', component: () => import('./wall/WallView.vue'), meta: { bare: true } },
    { path: '/me', name: 'me', component: () => import('./shell/MeView.vue') },
    { path: '/:rest(.*)*', redirect: '/floor' },
  ],
})
watchLeaving(router)
