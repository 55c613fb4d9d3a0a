import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { violations } from '../kit/axe.js'
import { looks, mapless, picture } from '../kit/browser.js'
import { evening } from '../kit/evening.js'
import { administrator, isAskedOfAxe, signedIn } from './people.js'

const patience = { timeout: 30_000 } as const

const here = evening('prepared')

const words = {
  en: {
    open: 'Take out',
    prepare: 'Have ',
    gone: 'not here',
    again: 'Write once more',
    ready: 'ready',
    download: 'Download',
  },
  ar: { open: 'إخراج', prepare: 'إعداد ', gone: 'ليس هنا', again: 'كتابته مرة أخرى', ready: 'جاهز', download: 'تنزيل' },
} as const

it.each([
  ['desk', 'CSV'],
  ['deskArabic', 'GeoJSON'],
  ['phoneLight', 'KML'],
  ['phoneArabic', 'FlatGeobuf'],
] as const)(
  'a prepared file says in words what it was asked for, that it is gone from the disk, and is written once more (%s)',
  async (at, format) => {
    const look = mapless(looks[at])
    const say = words[look.language]
    const path = '/history?q=Busayrah&severity=extreme,severe&from=2021-01-01&to=2021-12-31'
    const { page, context, faults } = await signedIn(here.browser, here.server, { person: administrator, look, path })
    const open = page.getByRole('button', { name: say.open, exact: true })
    await open.click(patience)
    await page.getByRole('button', { name: say.prepare + format }).click()
    const file = page.locator('.file').filter({ hasText: format })
    await file.getByRole('link', { name: say.download }).waitFor(patience)
    const said = await file.innerText()
    expect(said).toContain('Busayrah')
    // What nobody wrote is said in the reader's language, never as the address has it.
    expect(said).not.toMatch(/=|severity|T00:00/)
    const exports = join(here.folder, 'exports')
    for (const name of await readdir(exports)) await rm(join(exports, name))
    await page.keyboard.press('Escape')
    await open.click()
    await file.getByText(say.gone, { exact: true }).waitFor(patience)
    expect(await file.getByRole('link').count()).toBe(0)
    await file.evaluate((it) => it.scrollIntoView({ block: 'center' }))
    await picture(page, `prepared-gone-${at}`)
    if (isAskedOfAxe(look)) expect(await violations(page)).toEqual([])
    await file.getByRole('button', { name: say.again }).click()
    await file.getByText(say.ready, { exact: true }).waitFor(patience)
    await file.getByRole('link', { name: say.download }).waitFor(patience)
    expect(faults).toEqual([])
    await context.close()
  },
  120_000,
)
