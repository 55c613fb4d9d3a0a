import { Inject, Injectable } from '@nestjs/common'
import { keepSecret, renewSecret, secretOf, type Database } from '@cordon/db'
import webpush from 'web-push'
import { z } from 'zod'
import { DATABASE } from '../platform/database.js'
import { VAULT, type Vault } from './vault.js'

const name = 'vapid'
const pair = z.object({ publicKey: z.string(), privateKey: z.string() })
export type VapidPair = z.output<typeof pair>

/**
 * With what this house proves to push services that it is the one to which a browser has agreed (VAPID, RFC 8292). It is
 * made once, for all nodes and for good: with another one nothing reaches those who have subscribed.
 */
@Injectable()
export class VapidKeys {
  private known: VapidPair | null = null

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(VAULT) private readonly vault: Vault,
  ) {}

  /** Throws `Unsealable` where the key with which it was sealed is not there. */
  async pair(): Promise<VapidPair> {
    this.known ??= await this.opened((await this.sealed()) ?? (await this.made()))
    return this.known
  }

  private async sealed(): Promise<string | null> {
    const [kept] = await this.database.query<{ sealed: string }>(secretOf(name))
    return kept?.sealed ?? null
  }

  /** Several nodes may make one at once: the first holds. */
  private async made(): Promise<string> {
    const sealed = this.vault.seal(JSON.stringify(webpush.generateVAPIDKeys()), name)
    await this.database.query(keepSecret(name, sealed))
    return (await this.sealed()) ?? sealed
  }

  private async opened(sealed: string): Promise<VapidPair> {
    const text = this.vault.open(sealed, name)
    if (this.vault.isOld(sealed)) await this.database.query(renewSecret(name, this.vault.seal(text, name)))
    const kept: unknown = JSON.parse(text)
    return pair.parse(kept)
  }
}
