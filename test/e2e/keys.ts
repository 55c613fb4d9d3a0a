import type { Browser, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { looks, mapless, type Window } from '../kit/browser.js'
import type { Running } from '../kit/process.js'
import { signedIn, type Person } from './people.js'

/** What somebody does who has no mouse, for tests. */

const patience = { timeout: 30_000 } as const

/** In the page, from its beginning: notes everything that had the focus without showing it, and every use of a mouse. */
function watchFocus(): void {
  const wrong: string[] = []
  Object.defineProperty(window, 'wrongWithFocus', { value: wrong })
  const shows = (it: Element) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(it)
    return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none'
  }
  const ringIn = (it: Element) => [...it.querySelectorAll('[class*="active"], [data-highlighted]')].some(shows)
  document.addEventListener('focusin', ({ target }) => {
    requestAnimationFrame(() => {
      if (!(target instanceof HTMLElement) || document.activeElement !== target) return
      const around = [target, target.parentElement, target.parentElement?.parentElement]
      if (around.some((it) => it && shows(it)) || ringIn(target)) return
      wrong.push(`not shown: ${target.outerHTML.slice(0, 160)}`)
    })
  })
  for (const kind of ['pointerdown', 'mousedown'])
    window.addEventListener(kind, () => wrong.push('a mouse was used'), true)
}

/** Opens a path for somebody who uses keys alone. */
export async function openedByKeys(
  browser: Browser,
  server: Running,
  { person, path }: { readonly person: Person; readonly path: string },
): Promise<Window> {
  const window = await signedIn(browser, server, { person, look: mapless(looks.desk), path })
  await window.context.addInitScript(watchFocus)
  await window.page.goto(server.url + path)
  await window.page.locator('[data-connection="live"]').waitFor(patience)
  return window
}

/** Nothing went wrong, the focus was always shown, and no mouse was used. */
export async function closed({ page, context, faults }: Window): Promise<void> {
  expect(await page.evaluate((): unknown => Reflect.get(window, 'wrongWithFocus'))).toEqual([])
  expect(faults).toEqual([])
  await context.close()
}

/** What bears the focus, in short. */
export const focusOf = (page: Page) =>
  page.evaluate(() => {
    const it = document.activeElement
    return it === null || it === document.body ? 'nowhere' : `${it.tagName.toLowerCase()} ${it.id}`.trim()
  })

export async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key)
}

/** A key that opens a dialog, which has the focus then. */
export async function ask(page: Page, key: string): Promise<Locator> {
  await page.keyboard.press(key)
  const dialog = page.locator('[role="dialog"][data-state="open"]')
  await dialog.waitFor(patience)
  await expect.poll(() => dialog.evaluate((it) => it.contains(document.activeElement)), patience).toBe(true)
  return dialog
}

/** No dialog is open any more, and the focus is somewhere. */
export async function answered(page: Page): Promise<void> {
  await expect.poll(() => page.locator('[role="dialog"]').count(), patience).toBe(0)
  await expect.poll(() => focusOf(page), patience).not.toBe('nowhere')
}

/** Tab, until something has the focus. */
export async function tabTo(page: Page, selector: string): Promise<void> {
  const wanted = page.locator(selector)
  for (let left = 60; left > 0; left--) {
    if (await wanted.evaluate((it) => it === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`${selector} is not reached by Tab; the focus is on ${await focusOf(page)}.`)
}

/** Ctrl+K, words, and Enter on what begins with them. */
export async function take(page: Page, words: string): Promise<void> {
  await ask(page, 'Control+k')
  const palette = page.getByRole('dialog', { name: 'Everything by its name' })
  await page.keyboard.type(words)
  const lit = palette.locator('[data-highlighted]')
  const option = palette.getByRole('option', { name: words }).first()
  await option.waitFor(patience)
  for (let left = 12; left > 0 && !(await lit.innerText()).startsWith(words); left--) await press(page, 'ArrowDown')
  expect(await lit.innerText()).toContain(words)
  await page.keyboard.press('Enter')
  await expect.poll(() => palette.count(), patience).toBe(0)
}
