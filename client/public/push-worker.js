/**
 * Shows what is pushed to this browser, also while the page is closed. What it is given says `server/src/deliver/push-note.ts`;
 * it fetches nothing and keeps nothing.
 */

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
self.addEventListener('push', (event) => event.waitUntil(show(noteIn(event.data))))
self.addEventListener('notificationclick', (event) => event.waitUntil(open(event.notification)))

/** Whatever comes has to be shown: a browser ends a subscription of which nobody sees anything. */
function noteIn(data) {
  try {
    const { tag, title, body, language, path, stays, code } = data.json()
    const words = { title: String(title), body: String(body), lang: String(language ?? 'en') }
    return { tag: String(tag), ...words, path, stays: stays === true, code }
  } catch {
    return { tag: 'unread', title: 'Cordon', body: '', lang: 'en', path: '/floor', stays: false, code: null }
  }
}

async function show({ tag, title, path, stays, code, ...words }) {
  if (code) for (const page of await pages()) page.postMessage({ code })
  // What takes the place of another is as new as that was.
  const shown = { tag, ...words, renotify: true, requireInteraction: stays, icon: '/push-icon.png', dir: 'auto' }
  await self.registration.showNotification(title, { ...shown, data: { path } })
}

/** In the page where it is open, so that nothing that somebody writes there is lost; else in a page of its own. */
async function open(notification) {
  notification.close()
  const { path } = notification.data ?? {}
  if (typeof path !== 'string' || !path.startsWith('/')) return
  const [page] = (await pages()).toSorted((a, b) => Number(b.focused) - Number(a.focused))
  if (!page) return self.clients.openWindow(path)
  page.postMessage({ open: path })
  // A browser may refuse to bring it to the front; it is there all the same.
  await page.focus().catch(() => null)
}

function pages() {
  return self.clients.matchAll({ type: 'window', includeUncontrolled: true })
}
