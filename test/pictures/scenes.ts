import type { Page } from 'playwright-core'
import type { Stage } from './stage.js'

/** One thing that an officer sees: which point of the watch floor it is of, and how to come to it. */
export interface Scene {
  readonly point: Point
  readonly name: string
  readonly path: (stage: Stage) => string
  /** What is done there. */
  readonly then?: (page: Page, stage: Stage) => Promise<unknown>
  /** Whether it is about the map, which costs the drawing of it. */
  readonly map?: true
  readonly as?: 'administrator'
}

/** What the watch floor promises, in the order in which it is told. */
export const points = [
  ...(['life', 'escalation', 'queue', 'panel'] as const),
  ...(['enter', 'map', 'shift', 'trust', 'room'] as const),
] as const
export type Point = (typeof points)[number]

const press = (key: string) => (page: Page) => page.keyboard.press(key)
const floor = (more = '') => `/floor?by=none${more}`
const ofAlert = (stage: Stage, part: string) => floor(`&sel=alert:${stage.alerts.told}&part=${part}`)
const ofIncident = (stage: Stage, part: string) => floor(`&sel=incident:${stage.incidents.bomb}&part=${part}`)

/** Presses a key on what the panel shows, and waits for the question. */
function asks(key: string) {
  return async (page: Page) => {
    await page.locator('.panel h2').first().waitFor()
    await page.keyboard.press(key)
    await page.getByRole('dialog').waitFor()
  }
}

async function offline(page: Page): Promise<void> {
  await page.context().setOffline(true)
  await page.evaluate(() => window.dispatchEvent(new Event('offline')))
  await page.locator('[data-connection="offline"]').waitFor({ timeout: 60_000 })
}

export const scenes: readonly Scene[] = [
  { point: 'life', name: 'timeline', path: (stage) => ofAlert(stage, 'history') },
  { point: 'life', name: 'cleared', path: (stage) => floor(`&sel=alert:${stage.alerts.cleared}`) },
  { point: 'life', name: 'shelve', path: (stage) => ofAlert(stage, 'what'), then: asks('s') },
  { point: 'life', name: 'close', path: (stage) => ofAlert(stage, 'what'), then: asks('c') },
  { point: 'life', name: 'hand', path: (stage) => ofAlert(stage, 'what'), then: asks('h') },
  {
    ...{ point: 'life', name: 'bulk', path: () => floor() },
    then: async (page) => {
      await page.getByRole('option').first().waitFor()
      await page.keyboard.press('j')
      await page.keyboard.press('*')
      await page.getByRole('toolbar').first().waitFor()
    },
  },
  { point: 'escalation', name: 'policies', path: () => '/admin?tab=escalations', as: 'administrator' },
  { point: 'escalation', name: 'policy', path: () => '/admin?tab=escalations', as: 'administrator', then: opens },
  { point: 'escalation', name: 'rotation', path: () => '/admin?tab=rotations', as: 'administrator', then: opens },
  { point: 'queue', name: 'grouped', path: () => '/floor?by=zone' },
  { point: 'queue', name: 'flat', path: () => floor() },
  { point: 'queue', name: 'filter', path: () => floor(), then: opensBy('f') },
  { point: 'queue', name: 'views', path: () => floor(), then: opensBy('v') },
  { point: 'panel', name: 'what', path: (stage) => ofIncident(stage, 'what') },
  { point: 'panel', name: 'sources', path: (stage) => ofIncident(stage, 'sources') },
  { point: 'panel', name: 'distances', path: (stage) => ofIncident(stage, 'distances') },
  { point: 'panel', name: 'revisions', path: (stage) => ofIncident(stage, 'revisions') },
  { point: 'panel', name: 'alerts', path: (stage) => ofIncident(stage, 'alerts') },
  { point: 'panel', name: 'why', path: (stage) => ofAlert(stage, 'why') },
  { point: 'panel', name: 'deliveries', path: (stage) => ofAlert(stage, 'deliveries') },
  { point: 'enter', name: 'form', path: () => floor('&enter=incident') },
  { point: 'enter', name: 'correct', path: (stage) => ofIncident(stage, 'what'), then: asks('x') },
  { point: 'enter', name: 'merge', path: (stage) => ofIncident(stage, 'what'), then: asks('o') },
  { point: 'map', name: 'floor', path: () => '/floor?tab=map', map: true },
  { point: 'map', name: 'selected', path: (stage) => `/floor?tab=map&sel=incident:${stage.incidents.bomb}`, map: true },
  { point: 'map', name: 'measure', path: () => '/floor?tab=map', map: true, then: press('r') },
  { point: 'shift', name: 'log', path: () => '/floor?tab=log', then: opensLog },
  { point: 'shift', name: 'handover', path: () => '/handover' },
  { point: 'trust', name: 'stale', path: () => '/feeds' },
  { point: 'trust', name: 'offline', path: () => floor(), then: offline },
  { point: 'trust', name: 'stuck', path: () => '/deliveries', then: saysStuck },
  { point: 'room', name: 'wall', path: () => '/wall' },
  { point: 'room', name: 'keys', path: () => floor(), then: opensBy('?') },
  { point: 'room', name: 'palette', path: () => floor(), then: opensBy('Control+k') },
  { point: 'room', name: 'me', path: () => '/me' },
]

/** What is stuck is told with the pulse of the stream. */
async function saysStuck(page: Page): Promise<void> {
  await page.locator('[data-stuck]').waitFor({ timeout: 40_000 })
}

function opensBy(key: string) {
  return async (page: Page) => {
    await page.getByRole('main').waitFor()
    await page.keyboard.press(key)
    await page.getByRole('dialog').waitFor()
  }
}

async function opens(page: Page): Promise<void> {
  await page.getByRole('main').waitFor()
  await page.keyboard.press('n')
  await page.getByRole('dialog').waitFor()
}

async function opensLog(page: Page): Promise<void> {
  const isNarrow = await page.evaluate(() => innerWidth < 760)
  if (!isNarrow) await page.keyboard.press('l')
  await page.locator('.log li').first().waitFor()
}
