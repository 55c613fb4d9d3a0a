/**
 * `npm run bench`: a quarter of an hour, seeded; contenders take turns in one run. `--readme` writes the table there, and
 * `--only=NAME` measures one section, beside what the others told the last time.
 */
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { Bench } from './bench.js'
import { clientSection } from './client.js'
import { deliverySection } from './deliver-section.js'
import { embeddedSection } from './embedded-section.js'
import { matchSection } from './match-section.js'
import { pastSection } from './past-section.js'
import { postSection } from './post-section.js'
import { previewSection } from './preview.js'
import { machine, renewed, table, writeReadme, type Report, type Told } from './report.js'

const sections = {
  match: matchSection,
  post: postSection,
  preview: previewSection,
  delivery: deliverySection,
  client: clientSection,
  embedded: embeddedSection,
  past: pastSection,
} as const

const file = '.bench/result.json'
const seed = Number(process.env['CORDON_SEED'] ?? 20211109)
const only = process.argv.find((word) => word.startsWith('--only='))?.slice('--only='.length)
const chosen = Object.entries(sections).filter(([name]) => only === undefined || name === only)
if (chosen.length === 0) throw new Error(`Expected one of ${Object.keys(sections).join(', ')} after --only=.`)

await told(
  await Bench.during({ quick: process.argv.includes('--quick'), seed }, async (bench) => {
    for (const [name, section] of chosen) await bench.measure(name, section)
  }),
)

async function told(measured: readonly Told[]): Promise<void> {
  const before = only === undefined ? [] : await toldBefore()
  const report = { at: new Date().toISOString(), machine: machine(), seed, lines: renewed(before, measured) }
  await mkdir('.bench', { recursive: true })
  await writeFile(file, `${JSON.stringify(report, null, 2)}\n`)
  console.log(`\n${table(report)}`)
  if (process.argv.includes('--readme')) await writeReadme(table(report))
  if (measured.some((line) => line.gate?.held === false)) process.exitCode = 1
}

/** What was measured on this machine before; nothing where it was on another. */
async function toldBefore(): Promise<readonly Told[]> {
  if (!existsSync(file)) return []
  const report: Report = JSON.parse(await readFile(file, 'utf8'))
  return report.machine === machine() ? report.lines : []
}
