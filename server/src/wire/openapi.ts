import { z } from 'zod'
import { problemDocument } from './problem.js'
import type { Answer, Contract } from './route.js'

type Json = Record<string, unknown>

/** OpenAPI 3.1 of every contract. Shapes that have a name stand once, under `components.schemas`. */
export function openApiDocument(contracts: readonly Contract[], version: string): Json {
  const schemas = new Schemas()
  schemas.of(problemDocument, 'output')
  const paths: Record<string, Json> = {}
  for (const contract of contracts) {
    const path = contract.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [contract.method.toLowerCase()]: operation(contract, schemas) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Cordon',
      version,
      summary: 'Incidents, watch zones, rules and alerts',
      description: 'GeoJSON where there is geometry, RFC 9457 problem documents, keyset pages.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: [...new Set(contracts.map(({ tag }) => tag))].map((name) => ({ name, description: tagTexts[name] ?? name })),
    paths,
    components: {
      schemas: schemas.named,
      securitySchemes,
      parameters: parameterComponents,
      responses: { Problem: problemResponse },
    },
  }
}

const tagTexts: Readonly<Record<string, string>> = {
  audit: 'What was done and taken out, by whom',
  incidents: 'What is believed to have happened or to be coming',
  sources: 'Who reports, and what they said',
  zones: 'Areas that are watched',
  facilities: 'Places to protect',
  rules: 'What in or near a zone is worth telling',
  alerts: 'Rules that incidents have met',
  deliveries: 'Whom alerts were told',
  log: 'The watch’s running log',
  shifts: 'Who is on watch, and how it is handed over',
  live: 'The dashboard’s world',
  feeds: 'What brings reports in by itself, and how it does',
  imports: 'History from files',
  access: 'People, sessions and tokens',
  platform: 'The server itself',
}

const securitySchemes = {
  session: { type: 'apiKey', in: 'cookie', name: 'cordon', description: '`__Host-cordon` where served over TLS' },
  token: { type: 'http', scheme: 'bearer', description: 'An API token, `cordon_…`' },
}

const problemResponse = {
  description: 'A problem document (RFC 9457); `code` says which, `errors` what is wrong with the input',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}

function operation(contract: Contract, schemas: Schemas): Json {
  const { method, path, tag, summary, permission, params, query, body, raw, answers } = contract
  const parameters = [
    ...parametersOf(params, 'path', schemas),
    ...parametersOf(query, 'query', schemas),
    ...(tag === 'access' ? [] : headerParameters[method]),
  ]
  const open = permission === 'open'
  return {
    operationId: operationId(method, path),
    tags: [tag],
    summary,
    description: open ? 'Needs no sign-in.' : `Needs the permission \`${permission}\`.`,
    security: open ? [] : [{ session: [] }, { token: [] }],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined ? {} : { requestBody: requestBody(body, schemas) }),
    ...(raw === undefined ? {} : { requestBody: bytesBody }),
    responses: { ...successes(answers, schemas), ...problemsOf(contract) },
  }
}

function operationId(method: string, path: string): string {
  const words = path
    .replace(/^\/(api\/)?/, '')
    .split(/[/.]/)
    .map((part) => part.replace(/^:/, 'by-').replace(/\W+/g, '-'))
  return [method.toLowerCase(), ...words].join('-')
}

function requestBody(body: z.ZodType, schemas: Schemas): Json {
  return {
    required: !body.safeParse(undefined).success,
    content: { 'application/json': { schema: schemas.of(body, 'input') } },
  }
}

const bytesBody = {
  required: true,
  content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
}

function successes(answers: readonly Answer[], schemas: Schemas): Json {
  return Object.fromEntries(
    answers.map(({ status, description, schema, type }) => {
      const shape = schema === undefined ? { type: 'string' } : schemas.of(schema, 'output')
      const content = status === 204 ? {} : { content: { [type ?? 'application/json']: { schema: shape } } }
      return [String(status), { description, ...content }]
    }),
  )
}

/** Every route may refuse its input, its bearer and too many requests. */
function problemsOf({ permission, params, body, method, tag }: Contract): Json {
  const statuses = [
    400,
    ...(permission === 'open' ? [] : [401, 403]),
    ...(params === undefined ? [] : [404]),
    ...(method === 'GET' ? [] : [409]),
    ...(method === 'PATCH' || method === 'PUT' ? [412] : []),
    ...(body === undefined ? [] : [413, 415]),
    ...(tag === 'imports' ? [422] : []),
    ...[429, 503],
  ]
  return Object.fromEntries(statuses.map((status) => [status, { $ref: '#/components/responses/Problem' }]))
}

/** Headers that the routes of a method honour. */
const headerParameters: Readonly<Record<Contract['method'], readonly Json[]>> = {
  GET: [],
  POST: [{ $ref: '#/components/parameters/IdempotencyKey' }],
  PUT: [{ $ref: '#/components/parameters/IfMatch' }],
  PATCH: [{ $ref: '#/components/parameters/IfMatch' }],
  DELETE: [{ $ref: '#/components/parameters/IfMatch' }],
}

const parameterComponents = {
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description: 'A repeat with the same key within a day is told the first answer and stores nothing',
    schema: { type: 'string', maxLength: 200 },
  },
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    description: 'The ETag of what was read; the edit is refused with 412 where it has changed since',
    schema: { type: 'string' },
  },
}

function parametersOf(schema: z.ZodType | undefined, place: 'path' | 'query', schemas: Schemas): Json[] {
  if (schema === undefined) return []
  const { properties, required } = schemas.inline(schema)
  return Object.entries(properties).map(([name, shape]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: shape,
  }))
}

/** JSON Schema of zod shapes; those with an id are collected once and referred to. */
class Schemas {
  readonly named: Record<string, unknown> = {}

  of(schema: z.ZodType, io: 'input' | 'output'): unknown {
    const { $defs, $schema: _dialect, ...shape } = convert(schema, io)
    for (const [name, named] of Object.entries(isJson($defs) ? $defs : {})) this.add(name, named)
    return shape
  }

  inline(schema: z.ZodType): { readonly properties: Json; readonly required: readonly string[] } {
    const shape = this.of(schema, 'input')
    if (!isJson(shape)) return { properties: {}, required: [] }
    const required = Array.isArray(shape['required']) ? shape['required'].map(String) : []
    return { properties: isJson(shape['properties']) ? shape['properties'] : {}, required }
  }

  private add(name: string, shape: unknown): void {
    const before = this.named[name]
    if (before !== undefined && JSON.stringify(before) !== JSON.stringify(shape)) {
      throw new Error(`Two shapes are called ${name}: give one of them another id.`)
    }
    this.named[name] = shape
  }
}

function convert(schema: z.ZodType, io: 'input' | 'output'): Json {
  const shape: unknown = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: io === 'output' ? open : () => undefined,
  })
  const placed: unknown = JSON.parse(JSON.stringify(shape).replaceAll('"#/$defs/', '"#/components/schemas/'))
  return isJson(placed) ? placed : {}
}

/** Answers may gain properties; a client that refuses what it does not know would break. */
function open({ jsonSchema }: { readonly jsonSchema: { additionalProperties?: unknown } }): void {
  if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties
}

function isJson(it: unknown): it is Json {
  return typeof it === 'object' && it !== null
}
