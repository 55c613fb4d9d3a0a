import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { violations } from '../kit/axe.js'
import { looks, mapless, openBrowser, picture } from '../kit/browser.js'
import type { Running } from '../kit/process.js'
import { Mailbox } from '../kit/mailbox.js'
import { PushService, type SubscribedBrowser } from '../kit/push.js'
import { ask, cookieOf, report, watchedZone } from './house.js'
import { addPerson, signedIn, watchOfficer } from './people.js'
import { answered, ask as askByKey, closed, openedByKeys, press, tabTo, take } from './keys.js'
import { leave, startWithTheatre } from './theatre.js'

const patience = { timeout: 30_000 } as const
const desk = mapless(looks.desk)
/** Who is told in browsers, and by nothing else: one in one of them, one in two. */
const nour = { name: 'nour', password: 'a-secret-of-two-ends' } as const
const lina = { name: 'lina', password: 'one-more-long-secret' } as const

let folder: string
let server: Running
let browser: Browser
let service: PushService
let mailbox: Mailbox

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cordon-told-'))
  service = await PushService.open()
  mailbox = await Mailbox.open()
  const mail = { CORDON_SMTP_URL: mailbox.url, CORDON_MAIL_FROM: 'Cordon <watch@cordon.example>' }
  server = await startWithTheatre(folder, { CORDON_WEBHOOK_HOSTS: '127.0.0.1', ...mail })
  await addPerson(server, lina, 'officer')
  browser = await openBrowser()
}, 180_000)

afterAll(async () => {
  await leave({ browser, server, folder })
  await service.close()
  await mailbox.close()
})

const omarsAddress = 'omar@example.org'
const pumps = [44, 33.4] as const
const attack = (title: string, at: readonly [number, number] = pumps) =>
  report(server, title, { type: 'armed-clash', severity: 'severe', uncertaintyMetres: 100, at })

/** In the page: the browser agrees with the push service that it is given, and remembers it. */
function subscribeAt(subscription: SubscribedBrowser['subscription']): void {
  let own: object | null = null
  const keep = (more: PushSubscriptionOptionsInit) => {
    const told = { ...subscription, toJSON: () => subscription, options: more, unsubscribe: () => (own = null) }
    return (own = told)
  }
  Object.defineProperty(PushManager.prototype, 'subscribe', {
    value: async (it: PushSubscriptionOptionsInit) => keep(it),
  })
  Object.defineProperty(PushManager.prototype, 'getSubscription', { value: async () => own })
}

/**
 * A browser beside its pages: it is given what its push service holds for it, as that would, whether a page is open or
 * not, and shows what its worker has told it to. A worker that the browser has put to sleep is woken to be asked.
 */
async function machineOf(context: BrowserContext, to: SubscribedBrowser) {
  const session = await context.newCDPSession(await context.newPage())
  const registrations: string[] = []
  session.on('ServiceWorker.workerRegistrationUpdated', (told) =>
    registrations.push(...told.registrations.map(({ registrationId }) => registrationId)),
  )
  await session.send('ServiceWorker.enable')
  let given = 0
  const deliver = async (): Promise<void> => {
    await expect.poll(() => [to.pushed.length > given, registrations.length > 0], patience).toEqual([true, true])
    for (; given < to.pushed.length; given++) {
      const data = to.pushed[given]?.text ?? ''
      const [registrationId = ''] = registrations
      await session.send('ServiceWorker.deliverPushMessage', { origin: server.url, registrationId, data })
    }
  }
  const shown = async (pressed: string | null = null): Promise<readonly string[]> => {
    const [worker] = context.serviceWorkers()
    if (worker === undefined) await session.send('ServiceWorker.startWorker', { scopeURL: `${server.url}/` })
    return (await worker?.evaluate(onMachine, pressed)) ?? ['The worker sleeps.']
  }
  return { deliver, shown }
}

/** In the service worker: the titles of what is shown on the machine; what begins so is pressed. */
async function onMachine(pressed: string | null): Promise<readonly string[]> {
  const { registration }: { registration: ServiceWorkerRegistration } = Object(self)
  const shown = await registration.getNotifications()
  const notification = shown.find(({ title }) => pressed !== null && title.startsWith(pressed))
  const Pressed: new (kind: string, more: object) => Event = Reflect.get(self, 'NotificationEvent')
  if (notification) self.dispatchEvent(new Pressed('notificationclick', { notification }))
  return shown.map(({ title }) => title).toSorted()
}
async function chooseBrowser(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Add a contact method' }).click()
  await page.getByLabel('Kind').selectOption('push')
}
const save = (page: Page) => page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()

describe('this browser', () => {
  it('says why it cannot be told, as long as that is so', async () => {
    const { page, context, faults } = await signedIn(browser, server, { person: lina, look: desk, path: '/me' })
    await chooseBrowser(page)
    await save(page)
    await page.getByText('The browser forbids messages for this address').waitFor(patience)
    expect(await violations(page)).toEqual([])
    // As whoever follows that advice does, while the form stands open.
    await context.grantPermissions(['notifications'])
    await page.getByText('The browser forbids messages for this address').waitFor({ ...patience, state: 'hidden' })
    await save(page)
    // This one has no push service.
    await page.getByText('The browser could not agree with the service of its maker').waitFor(patience)
    await picture(page, 'push-unreachable-desk')
    expect(faults).toEqual([])
    await context.close()
  })

  it('is proved by a code, shows an alert, and what corrects it in its place; a press opens it', async () => {
    const { page, context, faults } = await signedIn(browser, server, { person: lina, look: desk, path: '/me' })
    await context.grantPermissions(['notifications'])
    const own = service.subscribed()
    await context.addInitScript(subscribeAt, own.subscription)
    await page.reload()
    const { deliver, shown } = await machineOf(context, own)
    await chooseBrowser(page)
    await picture(page, 'push-desk')
    expect(await violations(page)).toEqual([])
    await save(page)
    // The code that is shown is filled in by itself.
    await deliver()
    await page.getByText('Verified.').waitFor(patience)
    await page
      .getByRole('listitem')
      .filter({ hasText: 'This browser' })
      .getByText('Verified', { exact: true })
      .waitFor()
    await picture(page, 'push-verified-desk')
    expect(await violations(page)).toEqual([])

    await page
      .locator('form.add select')
      .selectOption({ value: await watchedZone(server, { name: 'Pumping station', at: pumps }) })
    await page.getByRole('button', { name: 'Tell me' }).click()
    await page.getByText('Stored.').first().waitFor(patience)
    const incident = await attack('Shots at the pumps')
    await deliver()
    const at = 'Shots at the pumps · Pumping station'
    await expect.poll(() => shown(), patience).toContain(`SEVERE · ${at}`)
    const worse = { properties: { severity: 'extreme' }, reason: 'Two are dead' }
    await ask(server, `PATCH /api/incidents/${incident}`, { body: worse })
    await deliver()
    const code = expect.stringContaining('your code is')
    await expect.poll(() => shown(), patience).toEqual([code, `UPDATE · ${at}`])
    await shown('UPDATE')
    await page.getByRole('complementary', { name: /Alert: Shots at the pumps/ }).waitFor(patience)

    // Nobody looks at a page any more.
    await page.close()
    await attack('Shots at the fence')
    await deliver()
    await expect.poll(() => shown(), patience).toEqual([code, 'SEVERE · Shots at the fence · Pumping station'])
    expect(faults).toEqual([])
    await context.close()
  })
})

describe('two browsers of one person', () => {
  /** One that has been added, and proved by its code. */
  async function added() {
    const { page, context } = await signedIn(browser, server, { person: nour, look: desk, path: '/me' })
    await context.grantPermissions(['notifications'])
    const own = service.subscribed()
    await context.addInitScript(subscribeAt, own.subscription)
    await page.reload()
    const { deliver } = await machineOf(context, own)
    await chooseBrowser(page)
    await save(page)
    await deliver()
    await page.getByText('Verified.').waitFor(patience)
    return { page, context, own }
  }
  const rowOf = (page: Page, where: string) => page.getByRole('listitem').filter({ hasText: where })

  it('are told in turn, or both at once, and what is removed in one of them leaves the other', async () => {
    await addPerson(server, nour, 'officer')
    const [desktop, phone] = [await added(), await added()]
    const zone = await watchedZone(server, { name: 'Water tower', at: [44, 32.4] })
    await phone.page.locator('form.add select').selectOption({ value: zone })
    await phone.page.getByRole('button', { name: 'Tell me' }).click()
    await phone.page.getByText('Stored.').first().waitFor(patience)
    await attack('Shots at the tower', [44, 32.4])
    const told = () => [desktop, phone].map(({ own }) => own.pushed.length)
    await expect.poll(told, patience).toEqual([2, 1])
    const silent = phone.page.getByRole('group', { name: 'What stays silent' })
    await silent.getByText(/^Of one zone .* stays silent\./).waitFor(patience)
    await picture(phone.page, 'push-silent-desk')
    await silent.getByRole('button', { name: 'Tell me by each of them' }).click()
    await silent.waitFor({ ...patience, state: 'detached' })
    await phone.page.getByText('Stored.').first().waitFor(patience)
    await attack('More shots at the tower', [44, 32.4])
    await expect.poll(told, patience).toEqual([3, 2])

    // Neither takes the other one for itself.
    expect(await rowOf(phone.page, 'This browser').count()).toBe(1)
    const elsewhere = rowOf(phone.page, 'A browser elsewhere')
    await picture(phone.page, 'push-two-desk')
    await elsewhere.getByRole('button', { name: 'Remove' }).click()
    await phone.page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await elsewhere.waitFor({ ...patience, state: 'detached' })
    await attack('Fire at the tower', [44, 32.4])
    await expect.poll(told, patience).toEqual([3, 3])

    // Whoever sits here next would read what nour is told.
    const leaveFrom = async (it: Page) => {
      await it.getByRole('button', { name: /^nour: / }).click()
      await it.getByRole('menuitem', { name: 'Sign out' }).click()
    }
    const asks = phone.page.getByRole('dialog', { name: 'Sign out, and this browser?' })
    await leaveFrom(phone.page)
    await asks.waitFor(patience)
    await picture(phone.page, 'leave-told-desk')
    expect(await violations(phone.page)).toEqual([])
    await asks.getByRole('button', { name: 'Remove it and sign out' }).click()
    await phone.page.getByRole('button', { name: 'Sign in' }).waitFor(patience)
    const cookie = await cookieOf(server, nour)
    expect(await ask(server, 'GET /api/contacts', { cookie })).toMatchObject({ items: [] })
    for (const { context } of [desktop, phone]) await context.close()
  })
})

/** The text of a mail: quoted-printable, as it was sent. */
const readAs = (raw: string) =>
  raw
    .replaceAll(/=\r\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16)))
/** The first mail to the officer with these words. */
async function mailWith(words: string): Promise<string> {
  const theirs = () => mailbox.mails.filter(({ to }) => to.includes(omarsAddress))
  const found = () =>
    theirs()
      .map(({ raw }) => readAs(raw))
      .find((it) => it.includes(words))
  await expect.poll(found, patience).toBeDefined()
  return found() ?? ''
}

const stored = (page: Page) => page.getByText('The zone is stored').first().waitFor(patience)

/** With the form of a new zone open and its name in focus: a name, and so many steps to its shape. */
async function begunZone(page: Page, name: string, steps: number): Promise<void> {
  await take(page, 'New zone')
  // The one that was stored before has a name as well, and keeps the keys until the new one is there.
  await page.getByRole('complementary', { name: 'New zone' }).waitFor(patience)
  await page.locator('#zone-name:focus').waitFor(patience)
  await page.keyboard.type(name)
  await press(page, 'Tab', ...Array.from({ length: steps }, () => 'ArrowRight'))
}
async function corners(page: Page, ...all: readonly string[]): Promise<void> {
  await tabTo(page, '#zone-corners')
  for (const corner of all) {
    await page.keyboard.type(corner)
    await press(page, 'Enter')
  }
}

const ferry = [40.41, 35.21] as const

/** What the forms of rules other than of a single report are told by. */
const forms = [
  {
    name: 'Complex',
    fields: [
      ['count', '3'],
      ['count-minutes', '30'],
    ],
  },
  {
    name: 'Rise',
    fields: [
      ['trend', '4'],
      ['trend-days', '7'],
    ],
  },
  {
    name: 'Absence',
    fields: [
      ['absence', '6'],
      ['absence-sources', 'Patrol 3'],
    ],
  },
  { name: 'Threat', fields: [['lead', '6']] },
] as const

/** Opens what few rules ask for. */
async function openMore(page: Page): Promise<void> {
  await tabTo(page, '[role="dialog"] details.more > summary')
  await press(page, 'Enter')
}

describe('the order of contact methods', () => {
  it('is changed by keys in both directions, and the keys stay on what is moved', async () => {
    const sami = { name: 'sami', password: 'a-third-long-secret' } as const
    await addPerson(server, sami, 'officer')
    const cookie = await cookieOf(server, sami)
    for (const label of ['Desk', 'Field', 'Home'])
      await ask(server, 'POST /api/contacts', {
        body: { channel: 'email', address: `${label}@example.org`, label, exercises: false, language: 'en' },
        cookie,
      })
    const window = await openedByKeys(browser, server, { person: sami, path: '/me' })
    const { page } = window
    const names = page.locator('#told ol > li b')
    const on = () =>
      page.evaluate(() => {
        const it = document.activeElement
        return [it?.closest('li')?.querySelector('b')?.innerText, it?.textContent.trim()]
      })
    await tabTo(page, 'li:has(b:text-is("Home")) [data-move="-1"]')
    await press(page, 'Enter')
    await expect.poll(() => names.allInnerTexts(), patience).toEqual(['Desk', 'Home', 'Field'])
    await expect.poll(on).toEqual(['Home', 'Ask earlier'])
    await page.getByText('Home is asked as number 2 of 3.').waitFor({ state: 'attached', ...patience })
    await press(page, 'Enter')
    await expect.poll(() => names.allInnerTexts(), patience).toEqual(['Home', 'Desk', 'Field'])
    // The first has no earlier turn.
    await expect.poll(on).toEqual(['Home', 'Ask later'])
    await press(page, 'Enter')
    await expect.poll(() => names.allInnerTexts(), patience).toEqual(['Desk', 'Home', 'Field'])
    await expect.poll(on).toEqual(['Home', 'Ask later'])
    await picture(page, 'contact-order-desk')
    expect(await violations(page)).toEqual([])
    await closed(window)
  })
})

describe('an officer without a mouse', () => {
  it('is told by mail of a zone that they drew, by a rule that they tried before', async () => {
    const window = await openedByKeys(browser, server, { person: watchOfficer, path: '/me' })
    const { page } = window
    await tabTo(page, 'button:text-is("Add a contact method")')
    await askByKey(page, 'Enter')
    await tabTo(page, '#contact-kind')
    await page.keyboard.type('E-mail')
    await tabTo(page, '#contact-address')
    await page.keyboard.type(omarsAddress)
    await picture(page, 'contact-mail-desk')
    expect(await violations(page)).toEqual([])
    await press(page, 'Enter')
    await page.locator('#contact-code').waitFor(patience)
    const code = /in there: (\d{6})/.exec(await mailWith('Type this code in there'))?.[1] ?? ''
    await tabTo(page, '#contact-code')
    await page.keyboard.type(code)
    await press(page, 'Enter')
    await answered(page)
    await tabTo(page, 'button:text-is("Send a test")')
    await press(page, 'Enter')
    await mailWith('tried whether messages arrive here')

    await take(page, 'Zones')
    await page.getByRole('main', { name: 'Zones' }).waitFor(patience)
    await begunZone(page, 'Ferry', 0)
    await tabTo(page, '#zone-centre')
    await page.keyboard.type('35.2, 40.4')
    await tabTo(page, '#zone-radius')
    await press(page, 'Enter')
    await stored(page)
    await attack('Shots by the ferry last night', ferry)
    await take(page, 'New rule')
    await page.getByRole('dialog').waitFor(patience)
    await page.keyboard.type('Severe by the ferry')
    await tabTo(page, '#rule-severity')
    await page.keyboard.type('Sev')
    const preview = page.getByRole('region', { name: 'What it would have told' })
    await preview.locator('dl > div').first().filter({ hasText: '1' }).waitFor(patience)
    await picture(page, 'rule-preview-desk')
    expect(await violations(page)).toEqual([])
    await tabTo(page, '#rule-name')
    await press(page, 'Enter')
    await answered(page)
    await page.getByRole('button', { name: 'Edit rule: Severe by the ferry' }).waitFor(patience)

    for (const { name, fields } of forms) {
      await take(page, 'New rule')
      await page.getByRole('dialog').waitFor(patience)
      await page.keyboard.type(name)
      await openMore(page)
      for (const [field, value] of fields) {
        await tabTo(page, `#rule-${field}`)
        await page.keyboard.type(value)
      }
      await preview.locator('dl > div').first().waitFor(patience)
      await picture(page, `rule-${name.toLowerCase()}-desk`)
      await tabTo(page, '#rule-name')
      await press(page, 'Enter')
      await answered(page)
      await page.getByRole('button', { name: `Edit rule: ${name}` }).waitFor(patience)
    }
    await askByKey(page, 'o')
    await page.keyboard.type('At the dentist')
    await picture(page, 'zone-snooze-desk')
    expect(await violations(page)).toEqual([])
    await press(page, 'Escape')
    await answered(page)

    for (const [name, steps, ...places] of [
      ['Camp', 1, '36.5, 40.7', '36.5, 40.8', '36.6, 40.8'],
      ['Road', 2, '36.5, 41.7', '36.7, 41.8'],
    ] as const) {
      await begunZone(page, name, steps)
      await corners(page, ...places)
      await tabTo(page, '#zone-rings')
      await press(page, 'Enter')
      await stored(page)
      await page.getByRole('complementary', { name }).waitFor(patience)
    }

    await take(page, 'Me')
    await page.getByRole('main', { name: 'Me' }).waitFor(patience)
    await tabTo(page, 'form.add select')
    await page.keyboard.type('Ferry')
    await press(page, 'Tab', 'Enter')
    await page.getByText('Stored.').first().waitFor(patience)
    await attack('Grenade at the ferry', ferry)
    const mail = await mailWith('Severe by the ferry')
    expect(mail).toContain('Grenade at the ferry')
    await closed(window)
  })
})
