import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
mkdirSync(path.join(root, 'test-results'), { recursive: true })
/** Inside the tree, where the runner is found. */
const folder = mkdtempSync(path.join(root, 'test-results', 'summary-'))
afterAll(() => rmSync(folder, { recursive: true }))

const config = `
import { SummaryReporter } from ${JSON.stringify(path.join(root, 'test/kit/summary.js'))}
export default { test: { reporters: [new SummaryReporter('summary.json')] } }
`

const suite = `
import { beforeAll, describe, it } from 'vitest'
it('passes', () => {})
it('fails', () => { throw new Error('on purpose') })
it('lacks something', (context) => context.skip('no such thing here'))
describe('a broken block', () => {
  beforeAll(() => { throw new Error('on purpose') })
  it('never runs', () => {})
})
`

/** Runs the suite in a process of its own; that it fails is the point. */
function run(): Promise<void> {
  const vitest = path.join(root, 'node_modules/vitest/vitest.mjs')
  return new Promise((resolve) => execFile(process.execPath, [vitest, 'run'], { cwd: folder }, () => resolve()))
}

it('counts what passed, what failed, blocks and files that are broken, and says why something was skipped', async () => {
  writeFileSync(path.join(folder, 'vitest.config.ts'), config)
  writeFileSync(path.join(folder, 'one.test.ts'), suite)
  writeFileSync(path.join(folder, 'two.test.ts'), "throw new Error('on purpose')")
  await run()
  expect(JSON.parse(readFileSync(path.join(folder, 'summary.json'), 'utf8'))).toEqual({
    passed: 1,
    failed: 3,
    skipped: [
      { title: 'one.test.ts > lacks something', why: 'no such thing here' },
      { title: 'one.test.ts > a broken block > never runs', why: 'what it needs failed before it' },
    ],
    ran: ['one.test.ts > passes', 'one.test.ts > fails'],
    broken: [
      { file: 'one.test.ts', passed: 1, failures: ['one.test.ts > fails'] },
      { file: 'two.test.ts', passed: 0, failures: [] },
    ],
    faults: [
      { title: 'one.test.ts > a broken block', why: 'on purpose (line 7)' },
      { title: 'one.test.ts > fails', why: 'on purpose (line 4)' },
      { title: 'two.test.ts', why: 'on purpose (line 1)' },
    ],
  })
})
