import { onScopeDispose } from 'vue'

/**
 * Keeps the focus on the page: what bears it may leave (a row that is done, a button that undid something, a dialog) or
 * rest for a moment while an answer is on its way, and a browser then puts it nowhere. It comes back to where it was, or
 * to what stood round that: there to what bore it last before, if that is still there. Whoever takes the focus away on
 * purpose is left alone.
 */
export function useKeptFocus(): void {
  /** What bore it last, with what stands round it; outside dialogs as well, since those leave as a whole. */
  let last: readonly HTMLElement[] = []
  let outside: readonly HTMLElement[] = []
  /** What bore it lately, the latest last. */
  let trail: readonly HTMLElement[] = []
  let due = 0

  function came({ target }: FocusEvent): void {
    if (!(target instanceof HTMLElement) || target === document.body) return
    // A dialog takes up what was lost in it, at its head.
    if (isDialog(target) && last[0]?.isConnected === false && last.includes(target)) return look()
    last = around(target)
    trail = [...trail.filter((it) => it !== target && it.isConnected), target].slice(-trailLength)
    if (target.closest(layers) === null) outside = last
  }
  /** A browser may tell this of what is just being removed, which only then is off the page. */
  function went({ target, relatedTarget }: FocusEvent): void {
    if (relatedTarget !== null || !document.hasFocus() || !(target instanceof HTMLElement)) return
    queueMicrotask(() => {
      if (target.isConnected && !target.matches(':disabled') && isNowhere()) [last, outside, trail] = [[], [], []]
    })
  }
  /** After whatever closes has given the focus back itself. */
  function look(): void {
    window.clearTimeout(due)
    if (isNowhere() && last.length > 0) due = window.setTimeout(mend)
  }
  function mend(): void {
    const [was] = last
    if (!isNowhere() || was === undefined) return
    // What only rests takes it back once it can.
    if (was.isConnected && was.matches(':disabled')) return
    const near = last.find((it) => it.matches(layers))?.isConnected === false ? outside : last
    giveTo(near, trail)
  }
  const watcher = new MutationObserver(look)
  watcher.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled'] })
  document.addEventListener('focusin', came)
  document.addEventListener('focusout', went)
  onScopeDispose(() => {
    watcher.disconnect()
    window.clearTimeout(due)
    document.removeEventListener('focusin', came)
    document.removeEventListener('focusout', went)
  })
}

/** Puts it on the first of these that can bear it: there on what bore it last before, if that still can. */
function giveTo(near: readonly HTMLElement[], trail: readonly HTMLElement[]): void {
  const part = near.find((it) => it.isConnected && canBear(it)) ?? document.querySelector<HTMLElement>('main')
  if (part === null) return
  const to = trail.findLast((it) => part.contains(it) && canBear(it)) ?? part
  if (!to.hasAttribute('tabindex') && !to.matches('a, button, input, select, textarea')) to.tabIndex = -1
  to.focus({ preventScroll: true })
}

/** What lies over the page and leaves as a whole. */
const layers = '[role="dialog"], [role="menu"]'

/** Nobody goes back over more of what they have left. */
const trailLength = 20

function isNowhere(): boolean {
  const { activeElement: it } = document
  return it === null || it === document.body || isDialog(it)
}

function isDialog(it: Element): boolean {
  return it.matches('[role="dialog"]')
}

function around(it: HTMLElement): readonly HTMLElement[] {
  const found: HTMLElement[] = []
  for (let at: HTMLElement | null = it; at !== null && at !== document.body; at = at.parentElement) found.push(at)
  return found
}

/** The thing itself, or a part of the page that has a name. */
function canBear(it: HTMLElement): boolean {
  if (!it.checkVisibility({ visibilityProperty: true })) return false
  return it.matches(
    'a[href], button:enabled, input:enabled, select:enabled, textarea:enabled, [tabindex], main, aside[aria-label], section[aria-label]',
  )
}
