import { Controller, Inject } from '@nestjs/common'
import { Input, Route, Who } from '../platform/route.js'
import { tokenRoutes } from '../wire/access.js'
import type { Principal } from './principal.js'
import { Tokens } from './tokens.js'

/** Administration of API tokens. */
@Controller()
export class TokenController {
  constructor(@Inject(Tokens) private readonly tokens: Tokens) {}

  @Route(tokenRoutes.list)
  list(@Input() { query }: Input<typeof tokenRoutes.list>) {
    return this.tokens.list(query.limit, query.cursor)
  }

  @Route(tokenRoutes.create)
  create(@Input() { body }: Input<typeof tokenRoutes.create>, @Who() who: Principal) {
    const { name, scopes, expiresAt } = body
    return this.tokens.create({ name, scopes, expiresAt: expiresAt ?? null }, who)
  }

  @Route(tokenRoutes.revoke)
  revoke(@Input() { params }: Input<typeof tokenRoutes.revoke>) {
    return this.tokens.revoke(params.id)
  }
}
