import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { looks, mapless, openBrowser, picture } from '../kit/browser.js'
import type { Running } from '../kit/process.js'
import { watchedZone } from './house.js'
import { administrator, follow, signedIn } from './people.js'
import { leave, startWithTheatre } from './theatre.js'

const patience = { timeout: 30_000 } as const

let folder: string
let server: Running
let browser: Browser

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cordon-zone-list-'))
  server = await startWithTheatre(folder)
  browser = await openBrowser('engine')
}, 180_000)

afterAll(() => leave({ browser, server, folder }))

describe('whose a zone is', () => {
  it.each(['desk', 'deskArabic'] as const)(
    'is said in the reader’s language where it is the command line’s: in the list, its panel, its story and the audit log (%s)',
    async (at) => {
      const id = await watchedZone(server, { name: `Kiln of ${at}`, at: [44, 33.4] })
      const look = mapless(looks[at])
      const { page, context, faults } = await signedIn(browser, server, { person: administrator, look, path: '/zones' })
      const isArabic = look.language === 'ar'
      const whose = isArabic ? 'سطر الأوامر' : 'command line'
      await page.getByRole('searchbox').fill(`Kiln of ${at}`)
      const row = page.locator('.list li')
      await row.getByText(whose).waitFor(patience)
      await follow(page, `/?sel=zone:${id}`)
      await page.getByRole('complementary').getByText(whose).first().waitFor(patience)
      await page.getByRole('tab', { name: isArabic ? 'السجل' : 'History' }).click()
      await page.locator('.steps').getByText(whose).first().waitFor(patience)
      await picture(page, `zone-whose-${at}`)
      await follow(page, '/audit')
      await page.locator('td').getByRole('button', { name: whose }).first().waitFor(patience)
      if (isArabic) expect(await page.getByText('command line').count()).toBe(0)
      await picture(page, `audit-whose-${at}`)
      expect(faults).toEqual([])
      await context.close()
    },
  )
})
