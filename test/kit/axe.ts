import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** WCAG 2.2, levels A and AA. */
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/**
 * What axe finds in the page, with the places. It is asked in the page itself: no page of ours has frames, and what
 * gathers the answers of frames opens a second page each time, which costs more than the asking.
 */
export async function violations(page: Page): Promise<readonly string[]> {
  if (await page.evaluate<boolean>(`typeof axe === 'undefined'`)) await page.evaluate(axe.source)
  const options = JSON.stringify({ runOnly: rules, resultTypes: ['violations'] })
  const told = `({ id, nodes }) => id + ': ' + nodes.map(({ target }) => target.join(' ')).join(' | ')`
  return page.evaluate(`axe.run(document, ${options}).then(({ violations }) => violations.map(${told}))`)
}
