/** Small choices of the reader that outlive the page. Where storage is refused they last as long as the page. */
const prefix = 'cordon:'

export function recall(key: string): string | null {
  try {
    return window.localStorage.getItem(prefix + key)
  } catch {
    return null
  }
}

export function remember(key: string, value: string): void {
  try {
    window.localStorage.setItem(prefix + key, value)
  } catch {
    // A full or forbidden storage costs the reader a preference, nothing else.
  }
}

/** Tells when another page of this browser remembers something else under a key. */
export function onRemembered(heard: (key: string, value: string | null) => void): void {
  window.addEventListener('storage', ({ key, newValue }) => {
    if (key?.startsWith(prefix)) heard(key.slice(prefix.length), newValue)
  })
}
