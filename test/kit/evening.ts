import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { leave, startWithTheatre, type Evening } from '../e2e/theatre.js'
import { openBrowser } from './browser.js'

/** How long all of it may take to open, on a machine that is busy. */
const patienceMs = 240_000

/**
 * Gives a file of browser tests, or a `describe` in it, a folder, the server of a theatre on it and a browser, from before
 * its first test until after its last; `more` are settings of the server. What it needs beside them is made in a `beforeAll`
 * after this one.
 */
export function evening(name: string, more: Readonly<Record<string, string>> = {}): Evening {
  let opened: Evening | null = null
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), `cordon-${name}-`))
    const server = await startWithTheatre(folder, more)
    opened = { folder, server, browser: await openBrowser('engine') }
  }, patienceMs)
  afterAll(async () => {
    if (opened !== null) await leave(opened)
  })
  const now = (): Evening => {
    if (opened === null) throw new Error(`The evening of "${name}" has not begun: ask for it in a test or a hook.`)
    return opened
  }
  return {
    get folder() {
      return now().folder
    },
    get server() {
      return now().server
    },
    get browser() {
      return now().browser
    },
  }
}
