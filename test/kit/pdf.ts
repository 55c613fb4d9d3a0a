import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import type { TestContext } from 'vitest'
import { skipUnless } from './skip.js'

const run = promisify(execFile)

/**
 * Prints what a page shows, as its reader would, into `test-results/NAME.pdf`, and gives the words of each sheet as they
 * stand there. Skips the rest of the test where nothing can read the file.
 */
export async function printed(page: Page, name: string, context: TestContext): Promise<readonly string[]> {
  const path = `test-results/${name}.pdf`
  await page.pdf({ path, preferCSSPageSize: true, printBackground: true })
  const read = await run('pdftotext', ['-layout', path, '-']).catch(() => null)
  skipUnless(context, read !== null, 'pdftotext is missing: apt-get install poppler-utils')
  return (read?.stdout ?? '').split('\f').slice(0, -1)
}
