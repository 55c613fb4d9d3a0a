/**
 * The import rules between the packages, as one lint rule. Each refusal says what to do instead.
 * alerts → nothing; db → alerts; wire → alerts, zod; server → alerts, db, wire; client → alerts, wire; test → doors.
 */
import path from 'node:path'

/** Which doors each part may open. A part may always import what lies inside itself. */
const opens = {
  alerts: [],
  db: ['@cordon/alerts'],
  wire: ['@cordon/alerts'],
  server: ['@cordon/alerts', '@cordon/db', '@cordon/server/wire'],
  client: ['@cordon/alerts', '@cordon/server/wire'],
  test: ['@cordon/alerts', '@cordon/db', '@cordon/server', '@cordon/server/wire'],
}

const remedies = {
  alerts: 'alerts decides and imports nothing: take the value as an argument, or put this code in the package it needs',
  db: 'db may import @cordon/alerts only: pass what you need in, or move the decision to alerts',
  wire: 'wire may import @cordon/alerts and zod only: keep the contract here and the work in server',
  server: 'server may import @cordon/alerts, @cordon/db and its own wire, by name',
  client:
    'client may import @cordon/alerts and @cordon/server/wire only: put the shape into the wire and import it there',
  test: 'test goes through the public doors: import @cordon/alerts, @cordon/db, @cordon/server or @cordon/server/wire',
}

/** Packages from outside that a part may use (geojson is types alone); a part that is not listed may use any. */
const outside = { alerts: /^geojson$/, wire: /^(zod(\/|$)|geojson$)/ }
const outsideInTests = /^(vitest|fast-check|node:.+)$/
/** What a test that stands beside the code may borrow from the test kit. */
const kitInTests = /^@cordon\/test\/(cluster|mailbox|pmtiles|postgres|push|skip|spread|story)$/

const isTest = (file) => /\.test\.ts$/.test(file)

/** The part of the tree that a path (relative to the root) belongs to. */
export function partOf(file) {
  const [top] = file.split('/')
  if (file.startsWith('server/src/wire/')) return 'wire'
  return top in opens ? top : null
}

/** Why `file` may not import `source`, or null when it may. Paths are relative to the root, with slashes. */
export function refusal(file, source) {
  const part = partOf(file)
  if (part === null) return null
  const answer = source.startsWith('.') ? inside(part, file, source) : byName(part, file, source)
  return answer && `${answer} Remedy: ${remedies[part]}.`
}

function inside(part, file, source) {
  const target = path.posix.join(path.posix.dirname(file), source)
  const other = partOf(target) ?? (target.startsWith('server/src/wire') ? 'wire' : null)
  if (other === part || (part === 'server' && other === 'wire')) return null
  if (isTest(file) && other === null && !target.startsWith('..')) return null
  return `'${source}' reaches out of ${part} by path.`
}

function byName(part, file, source) {
  if (source.startsWith('@cordon/')) {
    if (opens[part].includes(source)) return null
    if (isTest(file) && kitInTests.test(source)) return null
    return `${part} may not import '${source}'.`
  }
  const allowed = outside[part]
  if (!allowed || allowed.test(source)) return null
  if (isTest(file) && outsideInTests.test(source)) return null
  return `${part} may not import '${source}'.`
}

const sourceOf = (node) => (node?.type === 'Literal' && typeof node.value === 'string' ? node.value : null)

export const doors = {
  meta: { type: 'problem', schema: [], messages: { refused: '{{why}}' } },
  create(context) {
    const file = path.relative(context.cwd, context.filename).split(path.sep).join('/')
    const check = (node) => {
      const source = sourceOf(node)
      const why = source === null ? null : refusal(file, source)
      if (why) context.report({ node, messageId: 'refused', data: { why } })
    }
    return {
      ImportDeclaration: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      ExportAllDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
      TSImportType: (node) => check(node.source ?? node.argument?.literal),
      TSExternalModuleReference: (node) => check(node.expression),
    }
  },
}
