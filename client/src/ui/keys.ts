/** What a key does where it is offered. `label` is a key of the page's words. */
export interface KeyBinding {
  readonly key: string
  readonly label: string
  readonly run: () => void
  /** Whether it would do anything now; always, unless given. */
  readonly when?: () => boolean
  /**
   * Where it works beside the page itself: in `fields` that somebody writes in as well, in `dialogs` too. A letter works
   * on the page alone.
   */
  readonly reach?: 'fields' | 'dialogs'
}

/**
 * For each key the one thing that it would do now, the nearest first: what came to the page last is asked first, and of
 * one offer what stands first. Both what a key does and what the list of keys says of it are read here.
 */
export function inForce(offered: readonly (readonly KeyBinding[])[]): ReadonlyMap<string, KeyBinding> {
  const found = new Map<string, KeyBinding>()
  for (const binding of offered.toReversed().flat())
    if (!found.has(binding.key) && (binding.when?.() ?? true)) found.set(binding.key, binding)
  return found
}

/** What was pressed, of an event. */
export type Press = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/**
 * The name of what was pressed, as bindings name it; null where the keyboard means something else by it. Keys keep
 * their place where the keyboard writes another script; with Shift an arrow or F6 is another key, and so is
 * a letter with Ctrl.
 */
export function keyOf(press: Press): string | null {
  if (press.altKey) return null
  const plain = plainKey(press)
  const [isLetter, isCommand] = [plain.length === 1, press.ctrlKey || press.metaKey]
  const parts = [isCommand ? ['Ctrl'] : [], press.shiftKey && (isCommand || !isLetter) ? ['Shift'] : [], [plain]]
  return parts.flat().join('+')
}

function plainKey({ key, code }: Press): string {
  if (key.length === 1 && key > '\u007f') return latin[code] ?? code.replace(/^(Key|Digit)/, '').toLowerCase()
  return key.length === 1 ? key.toLowerCase() : key
}

/** Types of fields that nobody writes in: they are ticked, moved or pressed. */
const unwritten: readonly string[] = ['checkbox', 'radio', 'range', 'color', 'file', 'button', 'submit', 'reset']

/**
 * Whether a key belongs to the field that has the focus, of the type that HTML gives it: all do where somebody writes, or
 * finds a choice by its letters; a box that is ticked leaves letters and signs to the page.
 */
export function isOfField(type: string, key: string): boolean {
  return !unwritten.includes(type) || key.length > 1 || key === ' '
}

/** What stands on keys that are neither letters nor digits. */
const latin: Readonly<Record<string, string>> = { BracketLeft: '[', BracketRight: ']', Slash: '/', Period: '.' }

const named: Readonly<Record<string, string>> = { Escape: 'Esc', ArrowDown: '↓', ArrowUp: '↑' }

/** A key as it stands on keyboards: `Ctrl K`, `Shift ↓`. */
export function keyText(key: string): string {
  const parts = key.split('+').map((part) => named[part] ?? part)
  return parts.length > 1 ? parts.map((it) => (it.length === 1 ? it.toUpperCase() : it)).join(' ') : parts.join('')
}
