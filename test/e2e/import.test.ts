import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { violations } from '../kit/axe.js'
import { looks, mapless, picture } from '../kit/browser.js'
import { evening } from '../kit/evening.js'
import { administrator, isAskedOfAxe, signedIn } from './people.js'

const here = evening('import')

/** As spreadsheets of the theatre write it: semicolons, decimal commas, Arabic digits, the day first. */
function sheet(rows: number): string {
  const line = (n: number) =>
    `p-${n};${n === 7 ? '31/06/2021' : '١٣/١١/٢٠٢١'};40,4${n % 9};٣٥٫١;قصف مدفعي;Shelling ${n};Patrol`
  return `ref;التاريخ;Lon;Lat;نوع الحادث;Title;Source\n${Array.from({ length: rows }, (_, at) => line(at + 1)).join('\n')}\n`
}

it('imports a sheet by guessed columns, pauses, goes on after a reload, and undoes all of it', async () => {
  const file = join(here.folder, 'patrol.csv')
  await writeFile(file, sheet(4_000))
  const { page, context, faults } = await signedIn(here.browser, here.server, {
    person: administrator,
    path: '/import',
  })
  await page.locator('input[type=file]').setInputFiles(file)
  await page.getByText('999 of 1,000 rows would come in.').waitFor()
  await page.reload()
  await page.getByText('2021-06-31 does not exist').waitFor()
  await picture(page, 'import-setup')
  expect(await violations(page)).toEqual([])
  await page.getByRole('main').getByRole('button', { name: 'Import', exact: true }).click()
  await page.getByRole('button', { name: 'Pause' }).click()
  await page.locator('[data-state="paused"]').waitFor()
  await picture(page, 'import-paused')
  await page.reload()
  await page.getByRole('button', { name: 'Resume' }).click()
  await page.locator('[data-state="finished"]').first().waitFor({ timeout: 60_000 })
  await page.getByText('3,999 new · 1 refused').waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Undo' }).click()
  await page.locator('[data-state="undone"]').waitFor({ timeout: 120_000 })
  await page.getByText('3,999 withdrawn').waitFor()
  await picture(page, 'import-undone')
  expect(faults).toEqual([])
  await context.close()
}, 300_000)

it.each(Object.entries(looks))(
  'shows a file that is set up to be read: %s',
  async (name, look) => {
    const file = join(here.folder, `look-${name}.csv`)
    await writeFile(file, sheet(30))
    const { page, context } = await signedIn(here.browser, here.server, {
      person: administrator,
      look,
      path: '/import',
    })
    await page.locator('input[type=file]').setInputFiles(file)
    await page.locator('.preview').waitFor()
    // Run together, Arabic digits with a dot between them read as one number.
    const values = page.getByRole('row', { name: 'Lon', exact: false }).locator('bdi')
    expect((await values.allInnerTexts()).slice(0, 4)).toEqual(['Lon', '40,41', '40,42', '40,43'])
    await picture(page, `import-setup-${name}`)
    if (isAskedOfAxe(look)) expect(await violations(page)).toEqual([])
    await context.close()
  },
  120_000,
)

const drawn = `<kml xmlns="http://www.opengis.net/kml/2.2"><Document>
  <Placemark><name>Gate of the depot</name><Point><coordinates>40.65,35.51,0</coordinates></Point></Placemark>
  <Placemark><name>Depot</name><Polygon><outerBoundaryIs><LinearRing>
    <coordinates>40.6,35.5 40.7,35.5 40.7,35.6 40.6,35.6 40.6,35.5</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>
  <Placemark><name>Slip of the pen</name><Polygon><outerBoundaryIs><LinearRing>
    <coordinates>40,35 41,36 41,35 40,36 40,35</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>
</Document></kml>`

/** A zone found by its name, gone to by arrows, copied with its rules, and archived: it is listed where that is asked for. */
async function copied(page: Page): Promise<void> {
  const find = page.locator('.find input')
  await find.fill('sina')
  await find.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Copy', exact: true }).press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.locator('#copy-name').fill('Second prison')
  expect(await dialog.locator('input[type=checkbox]:checked').count()).toBe(2)
  expect(await violations(page)).toEqual([])
  await dialog.locator('input[type=checkbox]').first().press('Space')
  await dialog.locator('#copy-name').press('Enter')
  await page.getByRole('heading', { name: 'Second prison' }).waitFor()
  await expect.poll(() => page.locator('.rules li').count()).toBe(1)
  await find.fill('second')
  await page.getByRole('button', { name: 'Archive', exact: true }).press('Enter')
  await dialog.getByRole('button', { name: 'Archive', exact: true }).press('Enter')
  await page.getByText('No zone has this in its name.').waitFor()
  await page.getByLabel('Archived too').press('Space')
  await page.locator('.list').getByText('archived', { exact: true }).waitFor()
  await picture(page, 'zones-archived')
  expect(await violations(page)).toEqual([])
}

it.each(['desk', 'phoneArabic'] as const)('brings zones from a file, each once, by keyboard (%s)', async (name) => {
  const look = mapless(looks[name])
  const { page, context, faults } = await signedIn(here.browser, here.server, {
    person: administrator,
    look,
    path: '/zones',
  })
  const gate = page.getByRole('button', { name: 'Gate of the depot' })
  const take = async () => {
    await page.locator('main header .acts button').first().press('Enter')
    const file = { name: 'depot.kml', mimeType: 'text/xml', buffer: Buffer.from(drawn) }
    await page.locator('input[type=file]').setInputFiles(file)
    await page.locator('.shapes').waitFor()
  }
  const taken = page.locator('.shapes li input:checked')
  await take()
  await page
    .locator('.refused')
    .getByText(name === 'desk' ? /does not cross itself/ : /محيط لا يقطع نفسه/)
    .waitFor()
  if (name === 'desk') {
    expect(await taken.count()).toBe(2)
    await taken.first().press('Space')
    await expect.poll(() => taken.count()).toBe(1)
    await page.locator('.shapes .every input').press('Space')
    await page.locator('#zone-file-radius').fill('0.5')
    await page.locator('#zone-file-radius').press('Enter')
    await page.getByText('Stored: 2. There already: 0.', { exact: true }).waitFor()
    await gate.first().waitFor()
    await take()
  }
  // The file again, whoever brings it: what stands already is said, and not taken.
  expect([await page.locator('.shapes .chip').count(), await taken.count()]).toEqual([2, 0])
  await picture(page, `zones-from-file-${name}`)
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Escape')
  await expect.poll(() => gate.count()).toBe(1)
  if (name === 'desk') await copied(page)
  expect(faults).toEqual([])
  await context.close()
})
