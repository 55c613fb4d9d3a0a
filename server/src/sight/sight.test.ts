import { describe, expect, it } from 'vitest'
import { roleGrants, scopeGrants } from '../wire/permission.js'
import type { Principal } from '../access/principal.js'
import { Sight } from './sight.js'

const person = (role: 'viewer' | 'officer' | 'supervisor' | 'administrator'): Principal => {
  return { kind: 'account', id: role, name: role, role, permissions: roleGrants[role], teams: [], sessionId: 's' }
}
const program = (scope: 'read' | 'ingest' | 'write' | 'admin'): Principal => {
  return { kind: 'token', id: scope, name: scope, scopes: [scope], permissions: scopeGrants[scope] }
}

describe('who sees places as they are', () => {
  it('is everybody in a house that has set nothing', () => {
    const sight = new Sight({ coarseKm: null })
    for (const who of [null, person('viewer'), program('read')]) expect(sight.gridFor(who)).toBeNull()
  })

  it('is whoever watches, in a house that has', () => {
    const sight = new Sight({ coarseKm: 10 })
    for (const who of [person('officer'), person('supervisor'), person('administrator')])
      expect(sight.gridFor(who)).toBeNull()
    for (const who of [program('write'), program('admin')]) expect(sight.gridFor(who)).toBeNull()
    for (const who of [null, person('viewer'), program('read'), program('ingest')])
      expect(sight.gridFor(who)).toBe(sight.grid)
  })
})
