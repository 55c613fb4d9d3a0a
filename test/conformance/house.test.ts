import { ESLint } from 'eslint'
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

/**
 * The rules under test need no types, and the files in the cases do not exist: without types, any name will do.
 */
const eslint = new ESLint({
  cwd: root,
  overrideConfig: { languageOptions: { parserOptions: { project: null } } },
  ruleFilter: ({ ruleId }) =>
    /^(cordon\/|no-restricted|max-|no-console$|@typescript-eslint\/(no-explicit-any|no-non-null-assertion|consistent-type-assertions)$)/.test(
      ruleId,
    ),
})

async function complaints(file: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: path.join(root, file) })
  return (result?.messages ?? []).map(({ message }) => message)
}

describe('the import rules', () => {
  it.each([
    ['alerts/src/engine.ts', "import { open } from '@cordon/db'", 'take the value as an argument'],
    ['alerts/src/engine.ts', "import { readFileSync } from 'node:fs'", 'take the value as an argument'],
    ['alerts/src/engine.ts', "import { z } from 'zod'", 'take the value as an argument'],
    ['alerts/src/rule/kind.ts', "import { open } from '../../../db/src/open.js'", 'reaches out of alerts by path'],
    ['db/src/open.ts', "import type { Route } from '@cordon/server/wire'", 'db may import @cordon/alerts only'],
    ['db/src/open.ts', "export * from '@cordon/server'", 'db may import @cordon/alerts only'],
    ['server/src/wire/zone.ts', "import { open } from '@cordon/db'", 'wire may import @cordon/alerts and zod only'],
    [
      'server/src/wire/zone.ts',
      "import { Injectable } from '@nestjs/common'",
      'wire may import @cordon/alerts and zod',
    ],
    ['server/src/wire/zone.ts', "import { clock } from '../platform/clock.js'", 'reaches out of wire by path'],
    [
      'server/src/zone/zone.service.ts',
      "import { map } from '../../../client/src/map.js'",
      'reaches out of server by path',
    ],
    ['server/src/zone/zone.service.ts', "import { x } from '@cordon/client'", 'server may import'],
    ['client/src/map/style.ts', "import { open } from '@cordon/db'", 'put the shape into the wire'],
    ['client/src/map/style.ts', "import { start } from '@cordon/server'", 'put the shape into the wire'],
    ['client/src/map/style.ts', "const late = import('@cordon/server')", 'put the shape into the wire'],
    ['test/e2e/officer.test.ts', "import { row } from '../../db/src/tables/row.js'", 'goes through the public doors'],
    ['test/e2e/officer.test.ts', "import { map } from '@cordon/client'", 'goes through the public doors'],
  ])('refuse in %s: %s', async (file, code, remedy) => {
    expect(await complaints(file, code)).toEqual([expect.stringContaining(remedy)])
  })

  it.each([
    ['alerts/src/engine.ts', "import type { Point } from 'geojson'"],
    ['alerts/src/engine.test.ts', "import { expect } from 'vitest'"],
    ['db/src/open.ts', "import type { Zone } from '@cordon/alerts'\nimport pg from 'pg'"],
    ['db/migrations/1-zones.ts', "import { parts } from '../src/parts.js'"],
    ['server/src/wire/zone.ts', "import { z } from 'zod'\nimport type { Zone } from '@cordon/alerts'"],
    ['server/src/zone/zone.service.ts', "import { open } from '@cordon/db'\nimport { zone } from '../wire/zone.js'"],
    [
      'client/src/map/style.ts',
      "import type { Zone } from '@cordon/alerts'\nimport { zone } from '@cordon/server/wire'",
    ],
    ['test/e2e/officer.test.ts', "import { open } from '@cordon/db'\nimport { stack } from '../kit/stack.js'"],
  ])('let %s import its own doors', async (file, code) => {
    expect(await complaints(file, code)).toEqual([])
  })
})

describe('the habits of the house', () => {
  it.each([
    ['alerts/src/time.ts', 'export const now = Date.now()', 'take the time as an argument'],
    ['alerts/src/time.ts', 'export const now = new Date()', 'take the time as an argument'],
    ['alerts/src/time.ts', 'export const die = Math.random()', 'take the number as an argument'],
    ['alerts/src/time.ts', 'export const home = process.env', 'take the value as an argument'],
    [
      'server/src/a.ts',
      'export const a = (b: number, c: number, d: number, e: number) => b + c + d + e',
      'At most three',
    ],
    ['server/src/a.ts', 'export default 1', 'Export by name'],
    ['server/src/a.ts', 'export const a: any = 1', 'Unexpected any'],
    ['server/src/a.ts', 'export const a = (b?: string) => b!', 'non-null assertion'],
    ['server/src/a.ts', 'export const a = (b: unknown) => b as string', 'type assertions'],
    ['server/src/a.ts', "console.log('x')", 'Unexpected console'],
    ['server/src/a.ts', `export const a = () => {\n${'  void 0\n'.repeat(41)}}`, 'too many lines (43)'],
    ['server/src/a.ts', 'void 0\n'.repeat(301), 'too many lines (301)'],
    ['server/src/a.test.ts', "it('should work', () => {})", 'A title is a sentence of behaviour'],
    ['server/src/a.test.ts', "it.skip('works', () => {})", 'skipUnless'],
  ])('refuse in %s: %s', async (file, code, remedy) => {
    expect(await complaints(file, code)).toEqual([expect.stringContaining(remedy)])
  })

  it('take a constant for what it is, and time that is passed in', async () => {
    const code = "export const kinds = ['event'] as const\nexport const at = (now: string) => new Date(now).getTime()"
    expect(await complaints('alerts/src/time.ts', code)).toEqual([])
  })
})

describe('the packages', () => {
  it.each(['alerts', 'db', 'server', 'client'])('import in no circle, types included: %s', (part) => {
    expect(firstCircle(importsOf(path.join(root, part, 'src')))).toEqual([])
  })
})

/** Every source file below `folder` with those it imports by path. */
function importsOf(folder: string): ReadonlyMap<string, readonly string[]> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const files = names.filter((name) => /\.(ts|vue)$/.test(name)).map((name) => path.join(folder, name))
  return new Map(files.map((file) => [file, importedBy(file)]))
}

function importedBy(file: string): string[] {
  const statements = readFileSync(file, 'utf8').matchAll(
    /^(?:import|export)\b[^'"\n]*(?:\{[^}]*\}[^'"\n]*)?['"](\.[^'"]+)['"]/gm,
  )
  return [...statements].map((found) => path.resolve(path.dirname(file), (found[1] ?? '').replace(/\.js$/, '.ts')))
}

/** The files of one circle in the order they import each other, or nothing. */
function firstCircle(imports: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>()
  const walk = (file: string, trail: readonly string[]): string[] => {
    if (trail.includes(file))
      return [...trail.slice(trail.indexOf(file)), file].map((each) => path.relative(root, each))
    if (done.has(file)) return []
    const circle = (imports.get(file) ?? [])
      .map((next) => walk(next, [...trail, file]))
      .find((found) => found.length > 0)
    done.add(file)
    return circle ?? []
  }
  const circles = [...imports.keys()].map((file) => walk(file, []))
  return circles.find((circle) => circle.length > 0) ?? []
}
