import { Inject, Injectable } from '@nestjs/common'
import { accountsPage, accountTable, sessionTable, type AccountRow, type Database } from '@cordon/db'
import { finding, type Account, type Role } from '@cordon/alerts'
import { Not, type EntityManager } from 'typeorm'
import { Clock } from '../platform/clock.js'
import { pageOf, readCursor } from '../platform/cursor.js'
import { DATABASE } from '../platform/database.js'
import { newId } from '../platform/id.js'
import { deny, ok, type Result } from '../platform/result.js'
import { AccessChanges } from './access-changes.js'
import { nameKey } from '../wire/name-key.js'
import { lockAccounts, takenFromPerson } from './names.js'
import { checkPassword, hashPassword } from './password.js'
import type { AccountPrincipal } from './principal.js'

export interface NewAccount {
  readonly name: string
  readonly password: string
  readonly role: Role
}

export interface AccountChange {
  readonly role?: Role | undefined
  readonly disabled?: boolean | undefined
  readonly password?: string | undefined
}

/** Accounts of people. */
@Injectable()
export class AccountService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AccessChanges) private readonly changes: AccessChanges,
  ) {}

  async list(limit: number, cursor: string | undefined): Promise<Result<object>> {
    const after = readCursor(cursor, 'name')
    if (!after.ok) return after
    const rows = await this.database.query<AccountRow>(accountsPage(after.value, limit + 1))
    const page = pageOf(rows, limit, (last) => [last.nameKey, last.id])
    return ok({ ...page, items: page.items.map(told) })
  }

  byName(name: string): Promise<AccountRow | null> {
    return this.database.dataSource.getRepository(accountTable).findOneBy({ nameKey: nameKey(name) })
  }

  byId(id: string): Promise<AccountRow | null> {
    return this.database.dataSource.getRepository(accountTable).findOneBy({ id })
  }

  /** An account by its id or its name, unless it is disabled. */
  async find(idOrName: string): Promise<Account | null> {
    const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(idOrName)
    const row = await (isId ? this.byId(idOrName) : this.byName(idOrName))
    return row === null || row.disabled ? null : told(row)
  }

  async create(wanted: NewAccount): Promise<Result<Account>> {
    const row = await this.newRow(wanted)
    return this.changing(async (manager) => {
      const taken = await takenFromPerson(manager, wanted.name)
      if (taken !== null) return taken
      await manager.insert(accountTable, row)
      return ok(told(row))
    })
  }

  /** Changes role, password or whether the account is disabled; its sessions end. */
  async change(id: string, wanted: AccountChange): Promise<Result<Account>> {
    const { password, role, disabled } = wanted
    const passwordHash = password === undefined ? undefined : await hashPassword(password)
    const changed = await this.changing(async (manager) => {
      const row = await manager.findOneBy(accountTable, { id })
      if (row === null) return deny('not-found', finding('denied.noAccount', {}))
      const [forgotten] = await manager.query<readonly object[]>('select from forgotten where account_id = $1', [id])
      if (forgotten !== undefined) return deny('wrong-state', finding('access.forgotten', { name: row.name }))
      const next: AccountRow = {
        ...row,
        role: role ?? row.role,
        disabled: disabled ?? row.disabled,
        passwordHash: passwordHash ?? row.passwordHash,
      }
      if (!governs(next) && (await isLastAdministrator(manager, row))) {
        return deny('wrong-state', finding('access.lastAdministrator', { name: row.name }))
      }
      await manager.update(accountTable, { id }, next)
      await manager.delete(sessionTable, { accountId: id })
      return ok(told(next))
    })
    if (changed.ok) this.changes.announce({ of: 'account', id, exceptSession: null })
    return changed
  }

  /** Changes one's own password; every other session of the account ends. */
  async changeOwnPassword(who: AccountPrincipal, current: string, next: string): Promise<Result<undefined>> {
    const row = await this.byId(who.id)
    if (!(await checkPassword(current, row?.passwordHash ?? null))) {
      return deny('wrong-credentials', finding('access.wrongPassword', {}))
    }
    const passwordHash = await hashPassword(next)
    await this.changing(async (manager) => {
      await manager.update(accountTable, { id: who.id }, { passwordHash })
      const here = Buffer.from(who.sessionId, 'hex')
      await manager.delete(sessionTable, { accountId: who.id, idHash: Not(here) })
    })
    this.changes.announce({ of: 'account', id: who.id, exceptSession: who.sessionId })
    return ok(undefined)
  }

  /** Makes the first administrator where there is none; null where there is one. */
  async ensureAdministrator(wanted: Omit<NewAccount, 'role'>): Promise<Account | null> {
    if (await this.hasAdministrator(this.database.dataSource.manager)) return null
    const row = await this.newRow({ ...wanted, role: 'administrator' })
    return this.changing(async (manager) => {
      if (await this.hasAdministrator(manager)) return null
      const { id: _id, createdAt: _createdAt, ...again } = row
      const { affected } = await manager.update(accountTable, { nameKey: row.nameKey }, again)
      if (affected === 0) await manager.insert(accountTable, row)
      return told(row)
    })
  }

  private hasAdministrator(manager: EntityManager): Promise<boolean> {
    return manager.existsBy(accountTable, { role: 'administrator', disabled: false })
  }

  private async newRow({ name, password, role }: NewAccount): Promise<AccountRow> {
    return {
      id: newId(this.clock.ms()),
      name: name.normalize('NFC'),
      nameKey: nameKey(name),
      role,
      passwordHash: await hashPassword(password),
      disabled: false,
      createdAt: this.clock.now(),
    }
  }

  private changing<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.database.dataSource.transaction(async (manager) => {
      await lockAccounts(manager)
      return work(manager)
    })
  }
}

function governs({ role, disabled }: Pick<Account, 'role' | 'disabled'>): boolean {
  return role === 'administrator' && !disabled
}

async function isLastAdministrator(manager: EntityManager, row: AccountRow): Promise<boolean> {
  if (!governs(row)) return false
  return !(await manager.existsBy(accountTable, { role: 'administrator', disabled: false, id: Not(row.id) }))
}

/** What others may know of an account. */
export function told({ id, name, role, disabled, createdAt }: AccountRow): Account {
  return { id, name, role, disabled, createdAt }
}
