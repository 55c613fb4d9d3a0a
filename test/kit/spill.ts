import type { Page } from 'playwright-core'

/**
 * Words of a page that do not fit where they stand: that reach over what lies beside them, or are cut off without a sign of
 * it. What is scrolled shows the rest.
 */
export function spilt(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const words = (it: Element) => it.textContent.replaceAll(/\s+/g, ' ').trim()
    const says = (it: Element) =>
      [...it.childNodes].some(({ nodeType, data }: Node & { data?: string }) => nodeType === 3 && data?.trim() !== '')
    const isSpilt = (it: Element) => {
      const { scrollWidth, clientWidth } = it
      if (clientWidth <= 1 || scrollWidth <= clientWidth + 1 || !says(it)) return false
      const { display, overflowX, textOverflow, clipPath } = getComputedStyle(it)
      // What is heard alone is cut off to nothing.
      if (clipPath !== 'none') return false
      return display !== 'inline' && overflowX !== 'auto' && overflowX !== 'scroll' && textOverflow !== 'ellipsis'
    }
    return [...document.body.querySelectorAll('*')].filter((it) => it.checkVisibility() && isSpilt(it)).map(words)
  })
}
