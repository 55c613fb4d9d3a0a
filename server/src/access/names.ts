import { finding } from '@cordon/alerts'
import { accountTable, tokenTable } from '@cordon/db'
import type { EntityManager } from 'typeorm'
import { deny, type Result } from '../platform/result.js'
import { nameKey } from '../wire/name-key.js'
import { shown } from '../wire/problem.js'

/*
 * Whatever is signed is signed with a name. A person and a program of one name could not be told apart, and whoever
 * forgets the one would take the name of the other.
 */

/** Held while accounts or names change, so that two administrators cannot do at once what only one of them may. */
const lock = 'select pg_advisory_xact_lock(4032003)'

/** Waits until nobody else changes accounts or names, and keeps them out until the transaction ends. */
export async function lockAccounts(manager: EntityManager): Promise<void> {
  await manager.query(lock)
}

/** Why a person cannot have a name; null where they can. */
export async function takenFromPerson(manager: EntityManager, name: string): Promise<Result<never> | null> {
  const key = nameKey(name)
  if (await manager.existsBy(accountTable, { nameKey: key })) return taken('access.accountNamed', name)
  const tokens = await manager.find(tokenTable, { select: { name: true } })
  return tokens.some((it) => nameKey(it.name) === key) ? taken('access.tokenNamed', name) : null
}

/** Why a program cannot have a name; null where it can. Several tokens may have one: they follow on one another. */
export async function takenFromToken(manager: EntityManager, name: string): Promise<Result<never> | null> {
  const isPersons = await manager.existsBy(accountTable, { nameKey: nameKey(name) })
  return isPersons ? taken('access.accountNamed', name) : null
}

function taken(code: 'access.accountNamed' | 'access.tokenNamed', name: string): Result<never> {
  return deny('name-taken', finding(code, { got: shown(name) }))
}
