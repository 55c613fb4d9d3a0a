import type { Locator, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { violations } from '../kit/axe.js'
import { drawnMap, looks, mapless, picture, type Look } from '../kit/browser.js'
import { evening } from '../kit/evening.js'
import { ask, idOf, report, watchedZone } from './house.js'
import { administrator, signedIn } from './people.js'

const patience = { timeout: 30_000 } as const

const here = evening('zones')

const opened = (path: string, look: Look = mapless(looks.desk)) =>
  signedIn(here.browser, here.server, { person: administrator, look, path })

const depot = (name: string) => watchedZone(here.server, { name, at: [44, 33.4] })

/** Whether all of it lies within what can be seen of the dialog. */
const isSeen = (it: Locator) =>
  it.evaluate((element) => {
    const [own, within] = [element, element.closest('.inside')].map((part) => part?.getBoundingClientRect())
    return own !== undefined && within !== undefined && own.top > within.top - 1 && own.bottom < within.bottom + 1
  })
const save = (page: Page) => page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()

describe('the form of a zone', () => {
  it('asks for what is missing where it is, and only as long as it is missing', async () => {
    const { page, context, faults } = await opened('/zones?zone=new')
    const name = page.locator('#zone-name')
    await page.locator('#zone-centre').fill('33.4, 44')
    await page.getByRole('radio', { name: /^public:/ }).focus()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Give the zone a name.').waitFor(patience)
    expect(await name.evaluate((it) => it === document.activeElement)).toBe(true)
    await page.keyboard.type('Depot')
    await page.getByText('Give the zone a name.').waitFor({ state: 'hidden', ...patience })
    await page.getByRole('radio', { name: 'Polygon' }).check()
    const corners = page.locator('#zone-corners')
    await corners.fill('abc')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect.poll(() => corners.evaluate((it) => it === document.activeElement), patience).toBe(true)
    await picture(page, 'zone-corners-wrong-desk')
    expect(faults).toEqual([])
    await context.close()
  })
})

/** Draws a zone of corners with a ring of 5 km; gives its id. */
async function drawn(geometry: object, more: object = {}): Promise<string> {
  const properties = { name: 'Fields', visibility: 'public', rings: [5_000], ...more }
  return idOf(await ask(here.server, 'POST /api/zones', { body: { type: 'Feature', geometry, properties } }))
}

const fields = {
  type: 'Polygon',
  coordinates: [
    [
      [44, 33],
      [44.2, 33],
      [44.2, 33.2],
      [44, 33.2],
      [44, 33],
    ],
  ],
}

/** Takes a handle by its middle and lets go of it elsewhere. */
async function drag(page: Page, handle: Locator, by: readonly [right: number, down: number]): Promise<void> {
  const box = await handle.boundingBox()
  if (box === null) throw new Error('There is no such handle.')
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + by[0] / 2, y + by[1] / 2)
  await page.mouse.move(x + by[0], y + by[1])
  await page.mouse.up()
}

describe('a zone on the map', () => {
  it('is changed by hand: a corner moved, one added, one taken away, all of it moved', async () => {
    const id = await drawn(fields)
    const { page, context, faults } = await opened(`/zones?zone=${id}&edit=1`, looks.desk)
    await drawnMap(page)
    const [corners, between] = [page.locator('.handle.corner'), page.locator('.handle.between')]
    const lines = async () => (await page.locator('#zone-corners').inputValue()).split('\n')
    await expect.poll(() => corners.count(), patience).toBe(4)
    const [first, ...others] = await lines()
    await drag(page, corners.nth(0), [-40, 30])
    await expect.poll(async () => (await lines())[0], patience).not.toBe(first)
    expect((await lines()).slice(1)).toEqual(others)
    await drag(page, between.nth(3), [-40, 0])
    await expect.poll(() => corners.count(), patience).toBe(5)
    await drawnMap(page)
    expect(await violations(page)).toEqual([])
    await picture(page, 'zone-reshaped-desk')
    await corners.nth(4).dblclick()
    await expect.poll(() => corners.count(), patience).toBe(4)
    const before = await lines()
    await drag(page, page.locator('.handle.all'), [60, -40])
    await expect.poll(async () => (await lines()).filter((it, at) => it === before[at]), patience).toEqual([])
    const after = await lines()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The zone is stored').first().waitFor(patience)
    await page.reload()
    await page.getByRole('button', { name: 'Edit zone' }).click()
    await expect.poll(lines, patience).toEqual(after)
    expect(page.url()).toContain(id)
    expect(faults).toEqual([])
    await context.close()
  })

  it.each(['phoneLight', 'deskArabic'] as const)(
    'is come to by its link, over the date line too (%s)',
    async (look) => {
      const line = [
        [179, -17],
        [-179, -17.2],
      ]
      const id = await drawn({ type: 'LineString', coordinates: line }, { widthMetres: 20_000 })
      const { page, context, faults } = await opened(`/zones?zone=${id}&edit=1`, looks[look])
      await drawnMap(page)
      const corners = page.locator('.handle.corner')
      await expect.poll(() => corners.count(), patience).toBe(2)
      const [west, east] = [await corners.nth(0).boundingBox(), await corners.nth(1).boundingBox()]
      expect((east?.x ?? 0) - (west?.x ?? 0)).toBeGreaterThan(100)
      expect(await violations(page)).toEqual([])
      await picture(page, `zone-date-line-${look}`)
      expect(faults).toEqual([])
      await context.close()
    },
  )
})

describe('a zone without a rule', () => {
  it.each(['desk', 'phoneArabic'] as const)(
    'says that it tells nobody, and leads to its first rule (%s)',
    async (at) => {
      const look = mapless(looks[at])
      const { page, context, faults } = await opened(`/zones?zone=${await drawn(fields)}`, look)
      const isArabic = look.language === 'ar'
      const first = page.getByRole('button', { name: isArabic ? 'أضف قاعدة' : 'Add a rule' })
      await first.waitFor(patience)
      expect(await violations(page)).toEqual([])
      await picture(page, `zone-unruled-${at}`)
      await first.click()
      await page.locator('#rule-name').fill('Anything')
      await page.locator('#rule-name').press('Enter')
      await first.waitFor({ state: 'detached', ...patience })
      await page.getByRole('link', { name: isArabic ? 'أين أُبلَّغ' : 'Where I am told' }).click()
      const told = page.getByRole('heading', { name: isArabic ? 'الإبلاغ خارج الصفحة' : 'Told beside the page' })
      await expect.poll(() => told.isVisible(), patience).toBe(true)
      expect(new URL(page.url()).hash).toBe('#told')
      expect(faults).toEqual([])
      await context.close()
    },
  )
})

describe('a browser that draws no map', () => {
  // On a phone the list has the room of the map until a zone is opened.
  it.each([
    ['desk', 'beside the list alone', false],
    ['desk', 'beside a zone', true],
    ['phoneArabic', 'above a zone', true],
  ] as const)('says so in a heading and a sentence beneath it (%s, %s)', async (at, where, isOpen) => {
    const look = mapless(looks[at])
    const { page, context, faults } = await opened(isOpen ? `/zones?zone=${await drawn(fields)}` : '/zones', look)
    const isArabic = look.language === 'ar'
    const name = isArabic ? 'هذا المتصفح لا يستطيع رسم الخريطة' : 'This browser cannot draw the map'
    const heading = page.getByRole('heading', { name })
    await heading.waitFor(patience)
    const parts = [heading, page.locator('.centre').getByText('WebGL'), page.locator('.centre')]
    const [above, below, room] = await Promise.all(parts.map((it) => it.boundingBox()))
    expect((above?.y ?? Infinity) + (above?.height ?? 0)).toBeLessThanOrEqual(below?.y ?? 0)
    // On one line, and not beyond the edge.
    expect(above?.height).toBeLessThan(30)
    expect(above?.x).toBeGreaterThan(room?.x ?? Infinity)
    await picture(page, `zones-mapless-${at}-${where.replaceAll(' ', '-')}`)
    expect(faults).toEqual([])
    await context.close()
  })
})

describe('the bar on top', () => {
  it.each([
    [
      'wide',
      1440,
      [
        ...['Calendars', 'Handover', 'Trends', 'Reports', 'How we did', 'Audit log', 'Feeds', 'Deliveries', 'Import'],
        'Administration',
      ],
    ],
    ['narrow', 1024, ['Calendars', 'Paste', 'Handover', 'Trends']],
  ] as const)('leads to every place, where it has no room for it by its menu (%s)', async (at, width, places) => {
    const { page, context, faults } = await opened('/zones', { ...mapless(looks.desk), width })
    await page.getByRole('button', { name: 'More', exact: true }).press('Enter')
    const items = page.getByRole('menuitem')
    await items.first().waitFor(patience)
    expect((await items.allInnerTexts()).filter((it) => it !== '').slice(0, places.length)).toEqual(places)
    expect(await violations(page)).toEqual([])
    await picture(page, `more-${at}`)
    await page.getByRole('menuitem', { name: 'Trends' }).press('Enter')
    await page.waitForURL(/trends/)
    await page.getByRole('button', { name: 'Trends', exact: true }).waitFor(patience)
    expect(await page.locator('.truth .state').first().isVisible()).toBe(true)
    expect(faults).toEqual([])
    await context.close()
  })
})

describe('the form of a rule', () => {
  it.each([
    ['desk', mapless(looks.desk)],
    ['phoneArabic', mapless(looks.phoneArabic)],
  ] as const)(
    'says what keeps it from being tried and saved, also where that is folded away (%s)',
    async (at, look) => {
      const { page, context, faults } = await opened(`/zones?zone=${await depot(`Depot of ${at}`)}`, look)
      const isArabic = look.language === 'ar'
      await page.getByRole('button', { name: isArabic ? 'قاعدة جديدة' : 'New rule' }).click()
      await page.locator('#rule-name').fill('Two at once')
      const more = page.locator('details.more')
      await more.locator('summary').click()
      await page.locator('#rule-count').fill('1')
      await more.locator('summary').click()
      await page.getByText(isArabic ? 'لم تُجرَّب:' : 'Not tried:').waitFor(patience)
      expect(await violations(page)).toEqual([])
      await picture(page, `rule-lacks-${at}`)
      await page.locator('#rule-name').press('Enter')
      await expect.poll(() => page.locator('#rule-count').isVisible(), patience).toBe(true)
      expect(await page.locator('#rule-count').evaluate((it) => it === document.activeElement)).toBe(true)
      await picture(page, `rule-unfolded-${at}`)
      expect(faults).toEqual([])
      await context.close()
    },
  )

  it('shows why it is refused, wherever it was scrolled to', async () => {
    const { page, context, faults } = await opened(`/zones?zone=${await depot('Refused depot')}`)
    await page.getByRole('button', { name: 'New rule' }).click()
    await page.locator('#rule-name').fill('Never')
    await page.locator('details.more summary').click()
    await page.locator('#rule-absence').fill('12')
    await page.locator('#rule-count').fill('3')
    await page.locator('.preview').getByText('it could never tell anything').waitFor(patience)
    await page.getByText('Take imported history as if').scrollIntoViewIfNeeded()
    await save(page)
    const refusal = page.locator('.form > [role="alert"]').first()
    await refusal.getByText('it could never tell anything').waitFor(patience)
    await expect.poll(() => isSeen(refusal), patience).toBe(true)
    expect(faults).toEqual([])
    await context.close()
  })
})

describe('the preview of a rule', () => {
  const well = [42, 32] as const
  const three = [
    ['Bomb at the well', 'ied', 'severe', 0],
    ['Bomb north of the well', 'ied', 'minor', 0.03],
    ['Clash south of the well', 'armed-clash', 'severe', -0.03],
  ] as const
  let id: string

  beforeAll(async () => {
    id = await watchedZone(here.server, { name: 'Well', at: well }, { minSeverity: 'severe' })
    for (const [title, type, severity, north] of three) {
      await report(here.server, title, { type, severity, uncertaintyMetres: 400, at: [well[0], well[1] + north] })
    }
  })

  /** Of a rule that is changed so that it adds one, takes one away and keeps one. */
  async function tried(look: Look) {
    const window = await opened(`/zones?zone=${id}`, look)
    const { page } = window
    await page.getByRole('button', { name: look.language === 'ar' ? /^تعديل القاعدة/ : /^Edit rule/ }).click()
    await page.locator('#rule-severity').selectOption('')
    await page.locator('#rule-types summary').click()
    await page.locator('#rule-types [value="ied"]').check()
    const rows = page.locator('.preview ol li')
    await expect.poll(() => rows.count(), patience).toBe(3)
    return { ...window, rows, preview: page.locator('.preview') }
  }

  it.each(['desk', 'phoneLight', 'deskArabic'] as const)(
    'shows on the map what a change adds, keeps and takes away; what is picked there is picked in the list (%s)',
    async (at) => {
      const { page, context, faults, rows, preview } = await tried(looks[at])
      if (at === 'phoneLight') {
        expect(await preview.locator('.tried').count()).toBe(0)
        await preview.getByLabel('Show on the map').check()
      }
      const box = preview.locator('.tried .box')
      await box.scrollIntoViewIfNeeded()
      await box.locator('.map[aria-busy="false"]').waitFor({ timeout: 90_000 })
      const size = await box.boundingBox()
      // Inside of its edges, 10 km are as high as the map is; what is fitted lies a little above its middle.
      const perDegree = (300 - 2 - 48 - 56) / (10 / 111.2)
      const spot = (north: number) => ({ x: (size?.width ?? 0) / 2 + 4, y: 150 - 4 - north * perDegree })
      /** What is drawn round a place, as the mark is of what is picked. */
      const drawnAt = (north: number) => {
        const { x, y } = spot(north)
        return page.screenshot({
          clip: { x: (size?.x ?? 0) + x - 20, y: (size?.y ?? 0) + y - 20, width: 40, height: 40 },
        })
      }
      const marks = async (north: number, pick: () => Promise<void>) => {
        const before = await drawnAt(north)
        await pick()
        await expect.poll(async () => before.equals(await drawnAt(north)), patience).toBe(false)
      }
      for (const [title, , , north] of three) {
        await marks(north, () =>
          box
            .locator('canvas')
            .first()
            .click({ position: spot(north), force: true }),
        )
        expect(await rows.and(page.locator('.chosen')).allInnerTexts()).toEqual([expect.stringContaining(title)])
      }
      await picture(page, `rule-map-${at}`)
      expect(await violations(page)).toEqual([])
      // By its event: a click would scroll to it, and the map away from where it was measured.
      await marks(0, () => rows.nth(2).getByRole('button').dispatchEvent('click'))
      await preview.getByRole('status').getByText('Bomb at the well').waitFor(patience)
      await preview.locator('.list').scrollIntoViewIfNeeded()
      await picture(page, `rule-map-list-${at}`)
      expect(faults).toEqual([])
      await context.close()
    },
  )

  it('says where no map can be drawn, and lists the same', async () => {
    const { context, faults, rows, preview } = await tried(mapless(looks.desk))
    await preview.getByText('This browser cannot draw the map').waitFor(patience)
    const texts = await rows.allInnerTexts()
    const titles = three.map(([title]) => title).toReversed()
    expect(texts).toHaveLength(titles.length)
    for (const [at, title] of titles.entries()) expect(texts[at]).toContain(title)
    expect(faults).toEqual([])
    await context.close()
  })
})

describe('zones from a file', () => {
  const gpx = `<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">
    <wpt lat="36.5" lon="40.7"><name>Tango</name></wpt>
    <wpt lat="north" lon="40.7"><name>Bad</name></wpt><wpt lat="95" lon="40"><name>Far</name></wpt>
    <trk><name>Lost</name><trkseg><trkpt lat="36.5" lon="40.7"/></trkseg></trk></gpx>`
  const features = [
    [
      'Bow',
      {
        type: 'Polygon',
        coordinates: [
          [40.5, 36.4],
          [40.6, 36.5],
          [40.6, 36.4],
          [40.5, 36.5],
          [40.5, 36.4],
        ],
      },
    ],
    [
      'Open',
      {
        type: 'Polygon',
        coordinates: [
          [40.5, 36.4],
          [40.6, 36.4],
          [40.6, 36.5],
          [40.5, 36.5],
        ],
      },
    ],
    ['None', null],
  ] as const
  const geoJson = JSON.stringify({
    type: 'FeatureCollection',
    features: features.map(([name, it]) => ({
      type: 'Feature',
      properties: { name },
      geometry: it && { ...it, coordinates: [it.coordinates] },
    })),
  })

  it.each(['desk', 'deskArabic', 'phoneArabic'] as const)(
    'are asked for by keys, and what is refused is said in the reader’s language (%s)',
    async (name) => {
      const isArabic = looks[name].language === 'ar'
      const { page, context, faults } = await opened('/zones', mapless(looks[name]))
      await page.getByRole('button', { name: isArabic ? 'استيراد' : 'Import', exact: true }).press('Enter')
      const chooser = page.locator('input[type="file"]')
      await expect.poll(() => chooser.evaluate((it) => it === document.activeElement), patience).toBe(true)
      for (const [file, text] of [
        ['a.gpx', gpx],
        ['a.geojson', geoJson],
      ] as const) {
        await chooser.setInputFiles({ name: file, mimeType: 'text/plain', buffer: Buffer.from(text) })
        const said = page.locator('.refused li > bdi')
        await expect.poll(() => said.count(), patience).toBe(3)
        const start = isArabic ? /^[\u0600-\u06ff]/ : /^(Expected|A ring)/
        expect((await said.allInnerTexts()).filter((it) => !start.test(it))).toEqual([])
        await said.last().scrollIntoViewIfNeeded()
        await picture(page, `zone-file-refused-${file.slice(2)}-${name}`)
        expect(await violations(page)).toEqual([])
        await page.getByRole('button', { name: isArabic ? 'ملف آخر' : 'Another file' }).press('Enter')
      }
      await chooser.setInputFiles({ name: 'a.ics', mimeType: 'text/plain', buffer: Buffer.from('BEGIN:VCALENDAR') })
      const why = page.getByText(isArabic ? /والملف يبدأ بـ/ : /; it begins with "B"/)
      await why.waitFor(patience)
      expect(faults).toEqual([])
      await context.close()
    },
  )
})
