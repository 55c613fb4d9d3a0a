import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { registeredContracts } from '@cordon/server'
import { ownServer, type OwnServer } from '../access/own-server.js'

const run = promisify(execFile)
const linter = createRequire(import.meta.url).resolve('@redocly/cli/bin/cli.js')
const quiet = { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }

let server: OwnServer
let folder: string

beforeAll(async () => {
  server = await ownServer()
  folder = await mkdtemp(join(tmpdir(), 'cordon-openapi-'))
})
afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})

describe('the OpenAPI document', () => {
  it('passes a public linter with its recommended rules', async () => {
    const file = join(folder, 'openapi.json')
    await writeFile(file, await (await fetch(`${server.url}/api/openapi.json`)).text())
    const args = [linter, 'lint', file, '--extends=recommended', '--format=json']
    const { stdout } = await run(process.execPath, args, { env: { ...process.env, ...quiet }, cwd: folder })
    expect(JSON.parse(stdout)).toMatchObject({ totals: { errors: 0, warnings: 0 }, problems: [] })
  })

  it('holds every route that can be reached', async () => {
    const document: unknown = await (await fetch(`${server.url}/api/openapi.json`)).json()
    const told = entriesOf(fieldOf(document, 'paths')).flatMap(([path, methods]) =>
      entriesOf(methods).map(([method]) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    )
    expect(told.toSorted()).toEqual(
      registeredContracts()
        .map((it) => `${it.method} ${it.path}`)
        .toSorted(),
    )
  })

  it.each([
    ['delete', '/api/zones/{id}', '412'],
    ['post', '/api/zones/read', '413'],
    ['post', '/api/zones/read', '422'],
    ['get', '/api/incidents', '422'],
    ['get', '/ogc/collections/incidents/items', '422'],
  ])('says that %s %s may answer %s', async (method, path, status) => {
    const document: unknown = await (await fetch(`${server.url}/api/openapi.json`)).json()
    const operation = fieldOf(fieldOf(fieldOf(document, 'paths'), path), method)
    expect(fieldOf(operation, 'responses')).toHaveProperty(status)
  })
})

function fieldOf(it: unknown, name: string): unknown {
  return typeof it === 'object' && it !== null ? Reflect.get(it, name) : undefined
}

function entriesOf(it: unknown): readonly (readonly [string, unknown])[] {
  return typeof it === 'object' && it !== null ? Object.entries(it) : []
}
