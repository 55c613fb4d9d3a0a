import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { violations } from '../kit/axe.js'
import { looks, mapless, picture } from '../kit/browser.js'
import { evening } from '../kit/evening.js'
import { firstStory } from '../kit/story.js'
import { administrator, coveredByNotice, isAskedOfAxe, signedIn, watchOfficer } from './people.js'

const here = evening('paste')

const { text, publishedAt, source } = firstStory

const card = (page: Page, number: number) => page.locator(`[data-draft="${number}"]`)

async function confirmInHand(page: Page): Promise<void> {
  await page.keyboard.press('c')
  const dialog = page.getByRole('dialog')
  await dialog.waitFor()
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'hidden' })
}

async function paste(page: Page): Promise<void> {
  await page.locator('#paste-text').fill(text)
  await page.locator('#paste-source').fill(source)
  await page.locator('#paste-published').fill(publishedAt.slice(0, 16).replace('T', ' '))
  await page.keyboard.press('Control+Enter')
  // The first text waits for the gazetteer and the reader.
  await card(page, 7).waitFor({ timeout: 120_000 })
}

/** Gives the draft in hand another title, by keyboard. */
async function retitle(page: Page, title: string): Promise<void> {
  await page.keyboard.press('Enter')
  await page.locator('#draft-title').fill(title)
}

/** What a part of the page says, on one line, without marks of direction. */
async function words(part: Locator): Promise<string> {
  return (await part.innerText()).replace(/[\u2066-\u2069]/g, '').replace(/\s+/g, ' ')
}

describe('a pasted report', () => {
  it('is read, corrected and confirmed by keyboard, and nothing is stored before', async () => {
    const { page, context, faults } = await signedIn(here.browser, here.server, {
      person: watchOfficer,
      look: mapless(looks.desk),
    })
    await page.keyboard.press('p')
    await paste(page)
    expect(await page.locator('[data-draft]').count()).toBe(7)

    // A plot is a threat; what happened is none.
    expect(await words(card(page, 1))).toMatch(/Threat.*Warning or plot.*Sina’a prison/)
    expect(await page.locator('[data-draft] .chip', { hasText: 'Threat' }).count()).toBe(1)
    // Four attacks, each placed by itself.
    for (const [number, place] of ['Busayrah', 'al-Shahil', 'al-Thiba', 'al-Zar'].entries()) {
      const shown = card(page, number + 2)
      expect(await words(shown)).toMatch(new RegExp(`Attack on a base.*2021-11-08 18:00Z.*${place}.*within`))
      expect(await shown.locator('.ask, .doubt').count()).toBe(0)
    }
    // One that nobody confirms, without a place.
    expect(await words(card(page, 6))).toMatch(/Unconfirmed.*Checkpoint attack.*Where is not said: choose a place/)
    expect(await page.locator('[data-draft] .doubt').count()).toBe(1)
    // One by nobody knows whom, which may be the one at al-Thiba, with the reasons.
    expect(await words(card(page, 7))).toMatch(
      /By unknown.*This may be draft 4.*one place name: Diban, al-Thiba.*they differ on who did it/,
    )
    expect(await page.getByText(/This may be draft/).count()).toBe(1)
    // October's count is read and is no incident.
    const leftOut = page.locator('li', { hasText: 'A count, not an incident:' })
    expect(await words(leftOut)).toContain('13 IS attacks in October')
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
    // What was confirmed is taken back by key, and may stand again.
    for (const [said, again] of [
      ['Take it back', 'Taken back: show the incident'],
      ['Let it stand again', 'Stored as a report of draft 4'],
    ] as const) {
      await page.keyboard.press('u')
      await page.getByRole('dialog').getByRole('button', { name: said }).waitFor()
      await page.keyboard.press('Enter')
      await card(page, 7).getByRole('link', { name: again }).waitFor()
    }

    const answer = await page.request.get(`${here.server.url}/api/incidents?q=Thiba`)
    expect(await answer.text()).toContain('"place":"al-Thiba"')
    expect(faults).toEqual([])
    await context.close()
  }, 300_000)

  it('is asked whether it is what is stored already, and joins it', async () => {
    const { page, context, faults } = await signedIn(here.browser, here.server, {
      person: watchOfficer,
      path: '/paste',
    })
    await paste(page)
    await page.keyboard.press('ArrowDown')
    expect(await words(card(page, 2))).toMatch(/Is this the same as what is stored\?.*Busayrah/)
    await page.keyboard.press('s')
    await page.keyboard.press('c')
    await page
      .getByRole('dialog')
      .getByText(/as another report of/)
      .waitFor()
    await page.keyboard.press('Enter')
    await card(page, 2)
      .getByRole('link', { name: /Stored as a report of “/ })
      .waitFor()
    // What is undecided is not thrown away in passing.
    await page.getByRole('button', { name: 'Another text' }).click()
    await page.getByRole('dialog').getByText('6 drafts are undecided').waitFor()
    await page.keyboard.press('Escape')
    expect(await page.locator('[data-draft]').count()).toBe(7)
    expect(faults).toEqual([])
    await context.close()
  }, 180_000)

  it('is found as it was left, and two who confirm it in words of their own are told of each other', async () => {
    const look = mapless(looks.desk)
    const one = await signedIn(here.browser, here.server, { person: watchOfficer, look, path: '/paste' })
    const other = await signedIn(here.browser, here.server, { person: administrator, look, path: '/paste' })
    for (const { page } of [one, other]) {
      await page
        .locator('#paste-text')
        .fill(
          'On Tuesday 2 March 2021 gunmen attacked a checkpoint in Diban, about 50 km southeast of Deir el-Zour. Two were killed.',
        )
      await page.locator('#paste-source').fill('Herald')
      await page.locator('#paste-published').fill('2021-03-03 09:00')
      await page.keyboard.press('Control+Enter')
      await card(page, 1).waitFor({ timeout: 120_000 })
    }
    await retitle(one.page, 'Checkpoint at Diban attacked')
    // Away and back: nothing of it is lost.
    await one.page.keyboard.press('Escape')
    await one.page.locator('nav a[href="/history"]').click()
    await one.page.locator('[data-draft]').first().waitFor({ state: 'detached' })
    await one.page.keyboard.press('p')
    await card(one.page, 1).getByText('Checkpoint at Diban attacked').waitFor()
    await confirmInHand(one.page)
    await card(one.page, 1).getByRole('link', { name: 'Stored: show the incident' }).waitFor()
    // The other one, who wrote it otherwise, is told before it is stored a second time.
    await retitle(other.page, 'Two dead in Diban')
    await card(other.page, 1).getByText('Checkpoint at Diban attacked').waitFor()
    await other.page.keyboard.press('Escape')
    await other.page.keyboard.press('c')
    await other.page
      .getByRole('dialog')
      .getByText(/Somebody has stored “Checkpoint at Diban attacked” meanwhile/)
      .waitFor()
    await picture(other.page, 'paste-two-officers')
    await other.page.keyboard.press('Escape')
    await other.page.keyboard.press('s')
    await confirmInHand(other.page)
    await card(other.page, 1)
      .getByRole('link', { name: /Stored as a report of “Checkpoint at Diban attacked”/ })
      .waitFor()
    for (const { faults, context } of [one, other]) {
      expect(faults).toEqual([])
      await context.close()
    }
  }, 300_000)

  it('keeps the text clear of what stands below it, where the page is enlarged', async () => {
    const look = looks.deskEnlarged
    const { page, context } = await signedIn(here.browser, here.server, { person: watchOfficer, look, path: '/paste' })
    const [text, below] = [page.locator('#paste-text'), page.locator('label[for="paste-source"]')]
    await text.waitFor()
    await picture(page, 'paste-enlarged')
    const [upper, lower] = [await text.boundingBox(), await below.boundingBox()]
    expect(upper).not.toBeNull()
    expect((upper?.y ?? 0) + (upper?.height ?? 0)).toBeLessThanOrEqual(lower?.y ?? 0)
    await context.close()
  })

  it.each(Object.entries(looks))(
    'can be read in %s',
    async (name, look) => {
      const { page, context, faults } = await signedIn(here.browser, here.server, {
        person: watchOfficer,
        look,
        path: '/paste',
      })
      await paste(page)
      await picture(page, `paste-drafts-${name}`)
      if (isAskedOfAxe(look)) expect(await violations(page)).toEqual([])
      await card(page, 6).locator('button.title').click()
      await page.keyboard.press('x')
      expect(await coveredByNotice(page, 'main, nav')).toEqual([])
      await picture(page, `paste-notice-${name}`)
      await card(page, 7).locator('button.title').click()
      await card(page, 7)
        .getByRole('button', { name: /Correct|تصحيح/ })
        .click()
      await page.locator('#draft-coordinates').waitFor()
      await picture(page, `paste-editing-${name}`)
      if (isAskedOfAxe(look)) expect(await violations(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
      expect(faults).toEqual([])
      await context.close()
    },
    180_000,
  )
})
