import { Ajv2020 } from 'ajv/dist/2020.js'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'

const core = fileURLToPath(new URL('../../../shared/data/schemas/ogcapi-features/core/', import.meta.url))
const schemas = `${core}openapi/schemas/`

export const hasStandard = existsSync(schemas)
export const absent = 'needs ../shared/data/schemas/ogcapi-features'

/** The names of the standard's abstract tests of a class: `/conf/core/http`. */
export function abstractTests(conformanceClass: 'core' | 'geojson' | 'oas30'): readonly string[] {
  const folder = `${core}standard/abstract_tests/${conformanceClass}/`
  return readdirSync(folder).map((file) => nameIn(readFileSync(folder + file, 'utf8'), conformanceClass) ?? file)
}

/** One of them calls itself by the next class's name. */
function nameIn(text: string, conformanceClass: string): string | undefined {
  const name = /\*\/conf\/\w+\/([\w-]+)\*/.exec(text)?.[1]
  return name === undefined ? undefined : `/conf/${conformanceClass}/${name}`
}

let validator: Ajv2020 | null = null

/** What the standard's own schema finds wrong with a document. */
export function faultsOf(document: unknown, schema: string): readonly string[] {
  validator ??= withAll()
  const check = validator.getSchema(`file:///${schema}.yaml`)
  if (check === undefined) throw new Error(`There is no schema ${schema}.`)
  return check(document) === true ? [] : (check.errors ?? []).map((it) => `${it.instancePath} ${it.message ?? ''}`)
}

function withAll(): Ajv2020 {
  const ajv = new Ajv2020({ strict: false, validateFormats: false })
  for (const file of readdirSync(schemas)) {
    const text = readFileSync(schemas + file, 'utf8')
    // The schemas write null bare, which YAML takes for no type at all.
    const schema: object = parse(text.replaceAll(/(type:|-) null\s*$/gm, "$1 'null'"))
    ajv.addSchema(schema, `file:///${file}`)
  }
  return ajv
}
