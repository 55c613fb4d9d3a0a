/**
 * `npm run bench`: some ten minutes, seeded; contenders take turns in one run. `--readme` writes the table there, and
 * `--only=NAME` measures one section.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { Bench } from './bench.js'
import { clientSection } from './client.js'
import { deliverySection } from './deliver-section.js'
import { embeddedSection } from './embedded-section.js'
import { matchSection } from './match-section.js'
import { pastSection } from './past-section.js'
import { postSection } from './post-section.js'
import { previewSection } from './preview.js'
import { machine, table, writeReadme, type Line } from './report.js'

const sections = {
  match: matchSection,
  post: postSection,
  preview: previewSection,
  delivery: deliverySection,
  client: clientSection,
  embedded: embeddedSection,
  past: pastSection,
} as const

const seed = Number(process.env['CORDON_SEED'] ?? 20211109)
const only = process.argv.find((word) => word.startsWith('--only='))?.slice('--only='.length)
const chosen = Object.entries(sections).filter(([name]) => only === undefined || name === only)
if (chosen.length === 0) throw new Error(`Expected one of ${Object.keys(sections).join(', ')} after --only=.`)

await told(
  await Bench.during({ quick: process.argv.includes('--quick'), seed }, async (bench) => {
    for (const [, section] of chosen) await section(bench)
  }),
)

async function told(lines: readonly Line[]): Promise<void> {
  const report = { at: new Date().toISOString(), machine: machine(), seed, lines }
  await mkdir('.bench', { recursive: true })
  await writeFile('.bench/result.json', `${JSON.stringify(report, null, 2)}\n`)
  console.log(`\n${table(report)}`)
  if (process.argv.includes('--readme')) await writeReadme(table(report))
  if (lines.some((line) => line.gate?.held === false)) process.exitCode = 1
}
