import { setTimeout as pause } from 'node:timers/promises'
import type { Browser, Page } from 'playwright-core'
import { signIn } from '../e2e/people.js'
import type { Running } from '../kit/process.js'
import type { Question } from './asked.js'
import { watchMap, type MapWatch } from './map-probe.js'
import { quantile } from './measure.js'

/** Milliseconds between frames of the page: with the map of a search standing still, and while it is played. */
export interface Frames {
  readonly p50: number
  readonly p95: number
}

export interface Played {
  readonly still: Frames
  readonly played: Frames
}

/** Watches a map of history for some seconds as it stands, then as it is played by what happened, at the speed at which it begins. */
export async function watchPlayed(
  browser: Browser,
  server: Running,
  { question, seconds }: { readonly question: Question; readonly seconds: number },
): Promise<Played> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  await context.addInitScript(watchMap)
  const page = await context.newPage()
  await page.goto(server.url)
  await signIn(page, { name: 'bench', password: 'bench-password-1' })
  const look = { ...question, show: 'map', at: '35.5,40,7' }
  const opened = async (how: Question) => {
    await page.goto(`${server.url}/history?${new URLSearchParams({ ...look, ...how }).toString()}`)
    await page.locator('[data-tiles="there"]').waitFor({ timeout: 60_000 })
    await page.mouse.move(2, 2)
  }
  await opened({})
  const still = await framesOf(page, seconds)
  await opened({ clock: 'happened' })
  await page.keyboard.press('p')
  const played = await framesOf(page, seconds)
  await context.close()
  return { still, played }
}

async function framesOf(page: Page, seconds: number): Promise<Frames> {
  await page.evaluate(() => {
    const watch: MapWatch = Reflect.get(globalThis, 'mapWatch')
    watch.frames = []
  })
  await pause(seconds * 1000)
  const frames = await page.evaluate(() => {
    const watch: MapWatch = Reflect.get(globalThis, 'mapWatch')
    return watch.frames
  })
  return { p50: quantile(frames, 0.5), p95: quantile(frames, 0.95) }
}
