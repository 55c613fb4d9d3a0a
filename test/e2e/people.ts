import type { Browser, Cookie, Page } from 'playwright-core'
import { looks, openWindow, type Look, type Window } from '../kit/browser.js'
import type { Running } from '../kit/process.js'

/** The first administrator of the servers that browser tests start. */
export const administrator = { name: 'ada', password: 'a-long-enough-secret' } as const
export const watchOfficer = { name: 'omar', password: 'another-long-secret' } as const

export interface Person {
  readonly name: string
  readonly password: string
}

/** Adds an account through the API, as the administrator's page does. */
export async function addPerson(server: Running, { name, password }: Person, role: string): Promise<void> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${server.token}` }
  const body = JSON.stringify({ name, password, role })
  const answer = await fetch(`${server.url}/api/accounts`, { method: 'POST', headers, body })
  if (!answer.ok) throw new Error(`The account was not made: ${await answer.text()}`)
}

/** What the servers of this file have given whoever signed in to remember them by. */
const remembered = new WeakMap<Running, Map<string, readonly Cookie[]>>()

/** Opens a window, at the floor or another path, of a person who signs in by keyboard where they did not before. */
export async function signedIn(
  browser: Browser,
  server: Running,
  { person, look = looks.desk, path = '/' }: { readonly person: Person; readonly look?: Look; readonly path?: string },
): Promise<Window> {
  const known = remembered.get(server) ?? new Map<string, readonly Cookie[]>()
  const cookies = known.get(person.name)
  const window = await openWindow(browser, server.url + path, { look, ...(cookies && { cookies }) })
  if (cookies === undefined) {
    await signIn(window.page, person)
    remembered.set(server, known.set(person.name, await window.context.cookies()))
  } else await window.page.locator('[data-connection="live"]').waitFor()
  return window
}

export async function signIn(page: Page, person: Person): Promise<void> {
  await enterName(page, person)
  await page.locator('[data-connection="live"]').waitFor()
}

/** Fills the sign-in by keyboard and sends it, whatever comes of it. */
export async function enterName(page: Page, { name, password }: Person): Promise<void> {
  // In whatever language the page is.
  await page.locator('input[autocomplete="username"]').fill(name)
  await page.locator('input[autocomplete="current-password"]').fill(password)
  await page.keyboard.press('Enter')
}

/** As a link within the page leads there, without loading the page again; the view that it leaves has gone then. */
export async function follow(page: Page, path: string): Promise<void> {
  const left = await page.getByRole('main').elementHandle()
  const stays = new URL(path, page.url()).pathname === new URL(page.url()).pathname
  await page.evaluate((path) => {
    history.pushState({}, '', path)
    dispatchEvent(new PopStateEvent('popstate', { state: {} }))
  }, path)
  if (!stays) await left.waitForElementState('hidden')
}

/** Which parts of the page a message that stands there now lies over. */
export async function coveredByNotice(page: Page, parts: string): Promise<readonly string[]> {
  await page.locator('.notice').first().waitFor()
  return page.evaluate((parts) => {
    const notices = [...document.querySelectorAll('.notice')].map((it) => it.getBoundingClientRect())
    const lies = (a: DOMRect, b: DOMRect) => a.x < b.right && b.x < a.right && a.y < b.bottom && b.y < a.bottom
    return [...document.querySelectorAll(parts)]
      .filter((part) => notices.some((notice) => lies(notice, part.getBoundingClientRect())))
      .map((part) => part.className)
  }, parts)
}

/** A look that differs from another in language or size alone holds the same parts in the same colours. */
export function isAskedOfAxe({ language, scale }: Look): boolean {
  return language === 'en' && scale === 1
}
