import type { Router } from 'vue-router'

let leaving = false

/**
 * Whether the reader is on the way to another view, whose part of the page may still have to come. Who notes something in
 * the address meanwhile would call the reader back.
 */
export function isLeaving(): boolean {
  return leaving
}

/** Keeps `isLeaving` true to what a router does. */
export function watchLeaving(router: Router): void {
  router.beforeEach((to, from) => {
    leaving = to.name !== from.name
  })
  router.afterEach(() => {
    leaving = false
  })
  router.onError(() => {
    leaving = false
  })
}
