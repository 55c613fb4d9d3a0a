import { onScopeDispose, shallowReactive } from 'vue'
import { inForce, isOfField, keyOf, type KeyBinding } from './keys.js'

const offered = shallowReactive<(readonly KeyBinding[])[]>([])

/** Offers keys while the component that calls it is on the page: the one way in which the page listens to keys. */
export function useKeys(bindings: readonly KeyBinding[]): void {
  if (offered.length === 0) window.addEventListener('keydown', pressed)
  offered.push(bindings)
  onScopeDispose(() => {
    offered.splice(offered.indexOf(bindings), 1)
    if (offered.length === 0) window.removeEventListener('keydown', pressed)
  })
}

/** All keys that would do something now, for the list of keys and the palette. */
export function offeredKeys(): readonly KeyBinding[] {
  return [...inForce(offered).values()]
}

function pressed(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return
  const key = keyOf(event)
  const binding = key === null ? undefined : inForce(offered).get(key)
  if (binding === undefined || !reaches(binding, event.target)) return
  event.preventDefault()
  binding.run()
}

/** Where somebody writes, or a dialog or a menu is open, most keys belong to it. */
function reaches({ key, reach }: KeyBinding, target: EventTarget | null): boolean {
  if (reach === 'dialogs') return true
  if (document.querySelector('[role="dialog"][data-state="open"], [role="menu"][data-state="open"]')) return false
  return reach === 'fields' || !takes(target, key)
}

function takes(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement) return isOfField(target.type, key)
  return target.isContentEditable || /^(textarea|select)$/i.test(target.tagName)
}
