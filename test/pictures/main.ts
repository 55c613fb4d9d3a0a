import { mkdir, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { administrator, signedIn, watchOfficer } from '../e2e/people.js'
import { leave, startWithTheatre } from '../e2e/theatre.js'
import { violations } from '../kit/axe.js'
import { drawnMap, looks, mapless, openBrowser, type Look } from '../kit/browser.js'
import { points, scenes, type Scene } from './scenes.js'
import { setStage, type Stage } from './stage.js'

/** The looks in which every point of the floor is looked at. */
const worn = {
  dark: looks.desk,
  light: { ...looks.desk, theme: 'light' },
  arabic: { ...looks.desk, language: 'ar' },
  phone: { ...looks.phoneLight, theme: 'dark' },
  enlarged: looks.deskEnlarged,
} as const satisfies Readonly<Record<string, Look>>
type Worn = keyof typeof worn
const names: readonly Worn[] = ['dark', 'light', 'arabic', 'phone', 'enlarged']

const titleOf = ({ point, name }: Scene, look: Worn) => `${point}-${name}-${look}`
const into = 'test-results/pictures'

/** Takes a scene in one look; gives what is wrong with it in a sentence each. */
async function take(browser: Browser, stage: Stage, at: { readonly scene: Scene; readonly name: Worn }) {
  const { scene, name } = at
  const look = scene.map ? worn[name] : mapless(worn[name])
  const person = scene.as === 'administrator' ? administrator : watchOfficer
  const { page, context, faults } = await signedIn(browser, stage.server, { person, look, path: scene.path(stage) })
  try {
    await page.getByRole('main').waitFor()
    await page.waitForLoadState('networkidle')
    if (scene.map) await drawnMap(page)
    await scene.then?.(page, stage)
    await page.evaluate(() => document.fonts.ready)
    await page.screenshot({ path: `${into}/${titleOf(scene, name)}.png` })
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    return [...faults, ...(await violations(page)), ...(wide > 0 ? [`${wide} px wider than the screen`] : [])]
  } catch (error) {
    await page.screenshot({ path: `${into}/${titleOf(scene, name)}.png` })
    return [String(error).split('\n', 1)[0] ?? '']
  } finally {
    await context.close()
  }
}

/** Takes what was asked for by words of its name (all, unless given), and says what is wrong with any of it. */
async function main(wanted: readonly string[]): Promise<number> {
  await mkdir(into, { recursive: true })
  const folder = await mkdtemp(join(tmpdir(), 'cordon-pictures-'))
  const server = await startWithTheatre(folder, { CORDON_RATE: 'off', CORDON_WEBHOOK_HOSTS: '127.0.0.1' })
  const browser = await openBrowser()
  try {
    const stage = await setStage(server)
    let wrong = 0
    for (const { title, ...at } of all().filter(({ title }) => isAsked(wanted, title))) {
      const problems = await take(browser, stage, at)
      wrong += problems.length
      console.log([title, ...problems].join('\n  '))
    }
    stage.strike()
    console.log(`\n${wrong} wrong; look at ${into}.`)
    return wrong === 0 ? 0 : 1
  } finally {
    await leave({ browser, server, folder })
  }
}

/** Everything where nothing is asked for, else whatever has one of the words in its name. */
function isAsked(wanted: readonly string[], title: string): boolean {
  return wanted.length === 0 || wanted.some((word) => title.includes(word))
}

function all() {
  const inOrder = points.flatMap((point) => scenes.filter((it) => it.point === point))
  return inOrder.flatMap((scene) => names.map((name) => ({ scene, name, title: titleOf(scene, name) })))
}

process.exitCode = await main(process.argv.slice(2))
