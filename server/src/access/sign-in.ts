import { finding } from '@cordon/alerts'
import { Inject, Injectable } from '@nestjs/common'
import type { AccountRow } from '@cordon/db'
import { Clock } from '../platform/clock.js'
import { ConfigToken, type Config } from '../platform/config.js'
import { busy, fail, ok, type Result } from '../platform/result.js'
import { AccountService } from './account.service.js'
import { Failures } from './failures.js'
import { nameKey } from '../wire/name-key.js'
import { checkPassword } from './password.js'

export interface Credentials {
  readonly name: string
  readonly password: string
}

interface Origin {
  readonly address: string
  /** The account that this browser is signed in with already. */
  readonly account: string | null
}

const minute = 60_000

/** Checks names and passwords, and slows down whoever guesses. */
@Injectable()
export class SignIn {
  private readonly byNameAndAddress = new Failures({ most: 10, windowMs: 5 * minute, firstWaitMs: minute / 2 })
  private readonly byName = new Failures({ most: 50, windowMs: 15 * minute, firstWaitMs: minute / 6 })
  /** A watch room shares one address: only a flood from it is held up. */
  private readonly byAddress = new Failures({ most: 300, windowMs: 15 * minute, firstWaitMs: minute / 6 })
  /** Where a name has signed in rightly: others who guess at the name do not lock its owner out there. */
  private readonly familiar = new Set<string>()

  constructor(
    @Inject(ConfigToken) private readonly config: Config,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AccountService) private readonly accounts: AccountService,
  ) {}

  /** The account that the credentials belong to. A wrong name and a wrong password cannot be told apart. */
  async check({ name, password }: Credentials, from: Origin): Promise<Result<AccountRow>> {
    const key = nameKey(name)
    const counted = this.count(key, from)
    if (!counted.ok) return counted
    const account = await this.accounts.byName(name)
    const right = await checkPassword(password, account?.passwordHash ?? null)
    if (account === null || !right || account.disabled) return fail('wrong-credentials')
    this.forgive(key, from)
    return ok(account)
  }

  private count(key: string, { address, account }: Origin): Result<null> {
    if (!this.config.rateLimits) return ok(null)
    const nowMs = this.clock.ms()
    const pair = pairOf(key, address)
    const waits = [this.byNameAndAddress.waitMs(pair, nowMs), this.byAddress.waitMs(address, nowMs)]
    if (!this.familiar.has(pair)) waits.push(this.byName.waitMs(key, nowMs))
    const waitMs = Math.max(...waits)
    if (waitMs > 0 && account !== key) {
      return busy('too-many', finding('access.wrongOften', {}), waitMs / 1000)
    }
    this.byNameAndAddress.count(pair, nowMs)
    this.byName.count(key, nowMs)
    this.byAddress.count(address, nowMs)
    return ok(null)
  }

  private forgive(key: string, { address }: Origin): void {
    const pair = pairOf(key, address)
    this.byNameAndAddress.forget(pair)
    this.byName.uncount(key)
    this.byAddress.uncount(address)
    if (this.familiar.size < 10_000) this.familiar.add(pair)
  }
}

function pairOf(key: string, address: string): string {
  return `${key}\n${address}`
}
