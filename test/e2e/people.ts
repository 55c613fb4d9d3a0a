import type { Browser, Page } from 'playwright-core'
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

/** Opens a window and signs in by keyboard, as a person does. */
export async function signedIn(
  browser: Browser,
  server: Running,
  { person, look = looks.desk }: { readonly person: Person; readonly look?: Look },
): Promise<Window> {
  const window = await openWindow(browser, server.url, look)
  await signIn(window.page, person)
  return window
}

export async function signIn(page: Page, { name, password }: Person): Promise<void> {
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
  await page.getByRole('group', { name: 'How current this is' }).getByText('Live', { exact: true }).first().waitFor()
}
