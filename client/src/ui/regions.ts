const regions =
  'header, main, main section[aria-label], main aside[aria-label], [role="toolbar"], .place > * [role="region"]'
const focusable =
  'a[href], button:enabled, input:enabled, select:enabled, textarea:enabled, [tabindex]:not([tabindex="-1"]), summary'

/** Puts the focus on the first thing of the next part of the page, or of the one before; after the last comes the first. */
export function stepRegion(by: 1 | -1): void {
  const all = [...document.querySelectorAll<HTMLElement>(regions)].filter((it) => firstIn(it) !== null)
  if (all.length === 0) return
  const at = all.findLastIndex((it) => it.contains(document.activeElement))
  const to = at < 0 && by < 0 ? all.length - 1 : (at + by + all.length) % all.length
  const region = all[to]
  if (region) firstIn(region)?.focus()
}

/** The first thing in a part that is in no part of its own. */
function firstIn(region: HTMLElement): HTMLElement | null {
  const own = [...region.querySelectorAll<HTMLElement>(focusable)].filter(
    (it) => it.closest(regions) === region && it.checkVisibility({ visibilityProperty: true }),
  )
  return own[0] ?? null
}
