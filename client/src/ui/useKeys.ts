import { onScopeDispose, shallowReactive } from 'vue'

/** What a key does where it is offered. `label` is a key of the page's words. */
export interface KeyBinding {
  readonly key: string
  readonly label: string
  readonly run: () => void
  /** Whether it would do anything now; always, unless given. */
  readonly when?: () => boolean
}

const offered = shallowReactive<(readonly KeyBinding[])[]>([])

/** Offers keys while the component that calls it is on the page. What was offered last is asked first. */
export function useKeys(bindings: readonly KeyBinding[]): void {
  if (offered.length === 0) window.addEventListener('keydown', pressed)
  offered.push(bindings)
  onScopeDispose(() => {
    offered.splice(offered.indexOf(bindings), 1)
    if (offered.length === 0) window.removeEventListener('keydown', pressed)
  })
}

/** All keys that would do something now, for the list of keys. */
export function offeredKeys(): readonly KeyBinding[] {
  return offered.flat().filter((binding) => binding.when?.() ?? true)
}

function pressed(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
  if (isOccupied(event.target)) return
  const key = keyOf(event)
  const binding = offered
    .toReversed()
    .flat()
    .find((it) => it.key === key && (it.when?.() ?? true))
  if (binding === undefined) return
  event.preventDefault()
  binding.run()
}

/** Keys keep their place where the keyboard writes another script; an arrow with Shift is another key. */
function keyOf({ key, code, shiftKey }: Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey'>): string {
  if (shiftKey && key.startsWith('Arrow')) return `Shift+${key}`
  if (key.length === 1 && key > '\u007f') return latin[code] ?? code.replace(/^(Key|Digit)/, '').toLowerCase()
  return key.length === 1 ? key.toLowerCase() : key
}

/** What stands on keys that are neither letters nor digits. */
const latin: Readonly<Record<string, string>> = { BracketLeft: '[', BracketRight: ']', Slash: '/', Period: '.' }

/** Where somebody writes, or a dialog or a menu is open, keys belong to it. */
function isOccupied(target: EventTarget | null): boolean {
  if (document.querySelector('[role="dialog"][data-state="open"], [role="menu"][data-state="open"]')) return true
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName)
}
