import { z } from 'zod'
import { problemDocument } from './problem.js'
import { isDoneOnce, type Answer, type Contract } from './route.js'

type Json = Record<string, unknown>

/** Which OpenAPI a document is in, and below which path, on which server, its routes stand. */
export interface Dialect {
  readonly openapi: '3.0.3' | '3.1.0'
  readonly root: string
  readonly server: string
}

const ours: Dialect = { openapi: '3.1.0', root: '', server: '/' }

/** OpenAPI of every contract. Shapes that have a name stand once, under `components.schemas`. */
export function openApiDocument(contracts: readonly Contract[], version: string, dialect = ours): Json {
  const schemas = new Schemas(dialect)
  schemas.of(problemDocument, 'output')
  const paths: Record<string, Json> = {}
  for (const contract of contracts) {
    const path = contract.path.slice(dialect.root.length).replace(/:(\w+)/g, '{$1}') || '/'
    paths[path] = { ...paths[path], [contract.method.toLowerCase()]: operation(contract, schemas) }
  }
  return {
    openapi: dialect.openapi,
    info: {
      title: 'Cordon',
      version,
      description: 'GeoJSON where there is geometry, RFC 9457 problem documents, keyset pages.',
      ...(dialect.openapi === '3.1.0' ? aboutIn31 : aboutIn30),
    },
    servers: [{ url: dialect.server }],
    tags: [...new Set(contracts.map(({ tag }) => tag))].map((name) => ({ name, description: tagTexts[name] ?? name })),
    paths,
    components: {
      schemas: schemas.named,
      securitySchemes,
      ...(contracts.some(({ method }) => method !== 'GET') ? { parameters: parameterComponents } : {}),
      responses: { Problem: problemResponse },
    },
  }
}

const aboutIn31 = {
  summary: 'Incidents, watch zones, rules and alerts',
  license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
}
const aboutIn30 = { license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' } }

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
  keeping: 'How long what is kept stays, and what is held',
  shifts: 'Who is on watch, and how it is handed over',
  live: 'The dashboard’s world',
  map: 'What lies beneath it',
  feeds: 'What brings reports in by itself, and how it does',
  imports: 'History from files',
  access: 'People, sessions and tokens',
  ogc: 'OGC API Features, for other people’s maps',
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
    ...headersOf(contract),
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
function problemsOf(contract: Contract): Json {
  const { permission, params, query, body, raw, method, tag } = contract
  const statuses = [
    400,
    ...(permission === 'open' ? [] : [401, 403]),
    ...(params === undefined ? [] : [404]),
    ...(method === 'GET' ? [] : [409]),
    ...(headersOf(contract).includes(ifMatch) ? [412] : []),
    ...(body === undefined ? [] : [413, 415]),
    ...(raw === undefined ? [] : [413]),
    ...(tag === 'imports' || raw !== undefined || isSearch(query) ? [422] : []),
    ...[429, 503],
  ]
  return Object.fromEntries(statuses.map((status) => [status, { $ref: '#/components/responses/Problem' }]))
}

/** A search of incidents may take too long. */
function isSearch(query: z.ZodType | undefined): boolean {
  return query instanceof z.ZodObject && 'q' in query.shape && 'severity' in query.shape
}

const ifMatch: Json = { $ref: '#/components/parameters/IfMatch' }

/** Headers that the routes of a method honour. */
const headerParameters: Readonly<Record<Contract['method'], readonly Json[]>> = {
  GET: [],
  POST: [{ $ref: '#/components/parameters/IdempotencyKey' }],
  PUT: [ifMatch],
  PATCH: [ifMatch],
  DELETE: [ifMatch],
}

function headersOf(contract: Contract): readonly Json[] {
  const { method, tag } = contract
  return tag === 'access' || (method === 'POST' && !isDoneOnce(contract)) ? [] : headerParameters[method]
}

const parameterComponents = {
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description:
      'A repeat with the same key within a day is told the first answer and stores nothing; where that answer was lost with its node, 409 says so',
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
    ...written(shape),
  }))
}

/** What a parameter is for stands with it, and a list of values is one text with commas. */
function written(shape: unknown): Json {
  if (!isJson(shape)) return { schema: shape }
  const { description, ...schema } = shape
  const list = schema['type'] === 'array' ? { style: 'form', explode: false } : {}
  return { ...(description === undefined ? {} : { description }), ...list, schema }
}

/** JSON Schema of zod shapes; those with an id are collected once and referred to. */
class Schemas {
  readonly named: Record<string, unknown> = {}

  constructor(private readonly dialect: Dialect) {}

  of(schema: z.ZodType, io: 'input' | 'output'): unknown {
    const { $defs, definitions = $defs, $schema: _dialect, ...shape } = convert(schema, { io, ...this.dialect })
    for (const [name, named] of Object.entries(isJson(definitions) ? definitions : {})) this.add(name, named)
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

function convert(schema: z.ZodType, { io, openapi }: Dialect & { readonly io: 'input' | 'output' }): Json {
  const shape: unknown = z.toJSONSchema(schema, {
    io,
    target: openapi === '3.1.0' ? 'draft-2020-12' : 'openapi-3.0',
    unrepresentable: 'any',
    override: io === 'output' ? open : () => undefined,
  })
  const placed: unknown = JSON.parse(
    JSON.stringify(shape).replaceAll(/"#\/(?:\$defs|definitions)\//g, '"#/components/schemas/'),
  )
  return isJson(placed) ? placed : {}
}

/** Answers may gain properties; a client that refuses what it does not know would break. */
function open({ jsonSchema }: { readonly jsonSchema: { additionalProperties?: unknown } }): void {
  if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties
}

function isJson(it: unknown): it is Json {
  return typeof it === 'object' && it !== null
}
