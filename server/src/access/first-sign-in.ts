import type { INestApplicationContext } from '@nestjs/common'
import type { Config } from '../platform/config.js'
import { AccountService } from './account.service.js'
import { standIn } from './password.js'
import { newPassword } from './secret.js'

/** How the first administrator signs in. */
export interface FirstSignIn {
  readonly name: string
  /** To be printed once; null where CORDON_ADMIN has said it. */
  readonly password: string | null
}

/** Makes the first administrator where the database has none. */
export async function firstSignIn(app: INestApplicationContext, config: Config): Promise<FirstSignIn | null> {
  await standIn()
  const given = config.admin
  const wanted = given ?? { name: 'admin', password: newPassword() }
  const made = await app.get(AccountService).ensureAdministrator(wanted)
  if (made === null) return null
  return { name: made.name, password: given === null ? wanted.password : null }
}
