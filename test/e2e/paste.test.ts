import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, picture } from '../kit/browser.js'
import type { Running } from '../kit/process.js'
import { addPerson, signedIn, startWithTheatre, violations, watchOfficer } from './people.js'

let folder: string
let server: Running
let browser: Browser

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cordon-paste-'))
  server = await startWithTheatre(folder)
  await addPerson(server, watchOfficer, 'officer')
  browser = await openBrowser()
}, 240_000)

afterAll(async () => {
  await browser.close()
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

/** The first story in other words, and shorter. */
const text = `On Monday the SDF said it had foiled a plan to free an estimated 5,000 IS members from the Sina’a prison in the city of Hasakah. One IS fighter was killed in the operation.

Suspected IS cells struck an SDF headquarters in Busayrah (about 30 km southeast of Deir el-Zour) and SDF positions at al-Shahil, al-Thiba and al-Zar in Deir ez-Zor governorate late on Monday, the Rojava Information Center confirmed on Tuesday. Unconfirmed reports speak of an attack on at least one more SDF checkpoint.

The US-led task force spoke of an attack near Diban by unidentified militants with unknown motives.

The centre counted 13 IS attacks in October.`

const card = (page: Page, number: number) => page.locator(`[data-draft="${number}"]`)

async function confirmInHand(page: Page): Promise<void> {
  await page.keyboard.press('c')
  const dialog = page.getByRole('dialog')
  await dialog.waitFor()
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'hidden' })
}

describe('a pasted report', () => {
  it('is read, corrected and confirmed by keyboard, and nothing is stored before', async () => {
    const { page, context, faults } = await signedIn(browser, server, { person: watchOfficer })
    await page.keyboard.press('p')
    await page.locator('#paste-text').fill(text)
    await page.locator('#paste-source').fill('Jazira Herald')
    await page.locator('#paste-published').fill('2021-11-09 19:30')
    await page.keyboard.press('Control+Enter')
    // The first text waits for the gazetteer and the reader.
    await card(page, 7).waitFor({ timeout: 120_000 })
    expect(await page.locator('[data-draft]').count()).toBe(7)
    await page.getByText('A count, not an incident:').waitFor()
    expect(await violations(page)).toEqual([])
    await picture(page, 'paste-drafts')

    // The threat, by key.
    await confirmInHand(page)
    await card(page, 1).getByRole('link', { name: 'Stored: show the incident' }).waitFor()
    // The four attacks follow; each is in hand in its turn.
    for (const number of [2, 3, 4, 5]) {
      await page.locator(`[data-draft="${number}"][aria-current]`).waitFor()
      await confirmInHand(page)
      await card(page, number).getByRole('link').waitFor()
    }
    // The one without a place is kept back until somebody chooses.
    await page.locator('[data-draft="6"][aria-current]').waitFor()
    await page.keyboard.press('c')
    await page.locator('#draft-coordinates').waitFor()
    expect(await page.getByRole('dialog').count()).toBe(0)
    await picture(page, 'paste-editing')
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.keyboard.press('x')
    // The task force tells the attack at al-Thiba again: it becomes a report of it.
    await page.locator('[data-draft="7"][aria-current]').waitFor()
    await page.keyboard.press('s')
    await confirmInHand(page)
    await card(page, 7)
      .getByRole('link', { name: /Stored as a report of draft 4/ })
      .waitFor()
    await page.getByText('All decided: 6 of 7').waitFor()
    await picture(page, 'paste-done')

    const answer = await page.request.get(`${server.url}/api/incidents?q=Thiba`)
    expect(await answer.text()).toContain('"place":"al-Thiba"')
    expect(faults).toEqual([])
    await context.close()
  }, 300_000)
})
