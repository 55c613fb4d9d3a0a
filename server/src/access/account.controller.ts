import { Controller, Inject } from '@nestjs/common'
import { Input, Route } from '../platform/route.js'
import { accountRoutes } from '../wire/access.js'
import { AccountService } from './account.service.js'

/** Administration of accounts. */
@Controller()
export class AccountController {
  constructor(@Inject(AccountService) private readonly accounts: AccountService) {}

  @Route(accountRoutes.list)
  list(@Input() { query }: Input<typeof accountRoutes.list>) {
    return this.accounts.list(query.limit, query.cursor)
  }

  @Route(accountRoutes.create)
  create(@Input() { body }: Input<typeof accountRoutes.create>) {
    return this.accounts.create(body)
  }

  @Route(accountRoutes.change)
  change(@Input() { params, body }: Input<typeof accountRoutes.change>) {
    return this.accounts.change(params.id, body)
  }
}
