import { onScopeDispose, readonly, ref } from 'vue'

/** `missing`: this browser, or an address without TLS, shows no messages. */
export type Permitted = NotificationPermission | 'missing'

/** Whether this browser may show messages, for whoever asks once. */
export function permittedNow(): Permitted {
  return 'Notification' in window && window.isSecureContext ? Notification.permission : 'missing'
}

/**
 * Whether this browser may show messages, as it is now: whoever is told to allow them in its settings does so while the page
 * stands open. `look` where the page itself has asked.
 */
export function usePermitted() {
  const permitted = ref(permittedNow())
  const look = () => void (permitted.value = permittedNow())
  const ended = new AbortController()
  onScopeDispose(() => ended.abort())
  const follow = (status: PermissionStatus) => status.addEventListener('change', look, { signal: ended.signal })
  // Where a browser does not tell, it is looked at when something is pressed.
  if ('permissions' in navigator) navigator.permissions.query({ name: 'notifications' }).then(follow, look)
  return { permitted: readonly(permitted), look }
}
