import { readFile, writeFile } from 'node:fs/promises'
import { cpus, totalmem } from 'node:os'
import { format, resolveConfig } from 'prettier'
import { fileURLToPath } from 'node:url'
import { shown } from './measure.js'

/** One line of the table: what was measured, beside what it is held against. */
export interface Line {
  readonly what: string
  readonly value: number
  readonly unit: string
  /** What it was compared with in the same run, in words with figures. */
  readonly beside: string
  /** The limit it has to keep, and whether it does; null where there is none. */
  readonly gate: { readonly limit: string; readonly held: boolean } | null
}

/** A line, and the section of the bench that told it. */
export interface Told extends Line {
  readonly section: string
}

/** Machine and versions, for reading figures later. */
export interface Report {
  readonly at: string
  readonly machine: string
  readonly seed: number
  readonly lines: readonly Told[]
}

/** A report with what was measured anew in the place of what the same sections told before; the order stays. */
export function renewed(before: readonly Told[], measured: readonly Told[]): readonly Told[] {
  const sections = [...new Set([...before, ...measured].map(({ section }) => section))]
  const anew = new Set(measured.map(({ section }) => section))
  return sections.flatMap((name) => (anew.has(name) ? measured : before).filter(({ section }) => section === name))
}

/** The machine in one line. */
export function machine(): string {
  const [cpu] = cpus()
  const memory = Math.round(totalmem() / 2 ** 30)
  return `${cpus().length} × ${cpu?.model.trim() ?? 'unknown processor'}, ${memory} GiB, Node ${process.versions.node}`
}

/** The table in Markdown. */
export function table({ at, machine, seed, lines }: Report): string {
  const rows = lines.map(({ what, value, unit, beside, gate }) => {
    const verdict = gate === null ? '' : `${gate.held ? 'holds' : '**missed**'}: ${gate.limit}`
    return `| ${what} | ${shown(value)} ${unit} | ${beside} | ${verdict} |`
  })
  return [
    `Measured ${at.slice(0, 10)} on ${machine}; seed ${seed}. Ratios move less between machines than absolute figures do.`,
    '',
    '| what | figure | beside, in the same run | gate |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n')
}

const readme = fileURLToPath(new URL('../../../README.md', import.meta.url))

/** Puts the table between the README's marks. */
export async function writeReadme(text: string): Promise<void> {
  const before = await readFile(readme, 'utf8')
  const marks = /(<!-- bench:start -->)[\s\S]*(<!-- bench:end -->)/
  if (!marks.test(before)) throw new Error('The README has no bench marks.')
  const after = before.replace(marks, (_, start: string, end: string) => `${start}\n\n${text}\n${end}`)
  const style = { ...(await resolveConfig(readme)), parser: 'markdown' }
  await writeFile(readme, await format(after, style))
}
