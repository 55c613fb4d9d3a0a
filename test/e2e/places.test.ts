import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { violations } from '../kit/axe.js'
import { drawnMap, looks, openBrowser, picture } from '../kit/browser.js'
import type { Running } from '../kit/process.js'
import { administrator, signedIn } from './people.js'
import { leave, startWithTheatre } from './theatre.js'

let folder: string
let server: Running
let browser: Browser

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cordon-places-'))
  server = await startWithTheatre(folder)
  browser = await openBrowser()
}, 180_000)

afterAll(() => leave({ browser, server, folder }))

it('places an incident by the words of its source, by keyboard alone, and asks where two places may be meant', async () => {
  const { page, context } = await signedIn(browser, server, {
    person: administrator,
    look: looks.desk,
    path: '/floor?enter=incident',
  })
  await drawnMap(page)
  const field = page.locator('#entry-place')
  const coordinates = page.locator('#entry-coordinates')
  // The form's other lists have options as well.
  const options = page.locator('.combobox').getByRole('option')

  await field.fill('Theban')
  await options.nth(1).waitFor()
  await expect.poll(() => page.locator('#entry-place-note').innerText()).toMatch(/More than one place/)
  expect(await coordinates.inputValue()).toBe('')
  await picture(page, 'place-asked')
  expect(await violations(page)).toEqual([])

  await field.fill('about 30 km southeast of Deir el-Zour')
  await options.filter({ hasText: 'southeast of Deir ez-Zor' }).waitFor()
  await field.press('ArrowDown')
  await field.press('Enter')
  await expect.poll(() => coordinates.inputValue()).toMatch(/^35\.14/)
  expect(Number(await page.locator('#entry-uncertainty').inputValue())).toBeGreaterThan(15_000)
  expect(await field.inputValue()).toBe('about 30 km southeast of Deir el-Zour')
  await page.waitForLoadState('networkidle')
  await picture(page, 'place-chosen')
  expect(await violations(page)).toEqual([])
  await context.close()
}, 240_000)
