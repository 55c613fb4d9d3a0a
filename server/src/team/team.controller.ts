import { Controller, Inject } from '@nestjs/common'
import type { Team } from '@cordon/alerts'
import type { Principal } from '../access/principal.js'
import { etagOf } from '../platform/etag.js'
import { reply } from '../platform/reply.js'
import type { Result } from '../platform/result.js'
import { IfMatch, Input, Route, Who } from '../platform/route.js'
import { teamRoutes } from '../wire/index.js'
import { TeamService } from './team.service.js'

/** Who watches together. */
@Controller()
export class TeamController {
  constructor(@Inject(TeamService) private readonly teams: TeamService) {}

  @Route(teamRoutes.list)
  async list(@Who() who: Principal) {
    return { items: await this.teams.list(who), next: null }
  }

  @Route(teamRoutes.create)
  async create(@Input() { body }: Input<typeof teamRoutes.create>, @Who() who: Principal) {
    return answer(await this.teams.create(body, who))
  }

  @Route(teamRoutes.change)
  async change(
    @Input() { params, body }: Input<typeof teamRoutes.change>,
    @Who() who: Principal,
    @IfMatch() ifMatch: string | null,
  ) {
    return answer(await this.teams.change(body, { id: params.id, who, ifMatch }))
  }

  @Route(teamRoutes.join)
  async join(
    @Input() { params }: Input<typeof teamRoutes.join>,
    @Who() who: Principal,
    @IfMatch() ifMatch: string | null,
  ) {
    return answer(await this.teams.join(params.account, { id: params.id, who, ifMatch }))
  }

  @Route(teamRoutes.leave)
  async leave(
    @Input() { params }: Input<typeof teamRoutes.leave>,
    @Who() who: Principal,
    @IfMatch() ifMatch: string | null,
  ) {
    return answer(await this.teams.leave(params.account, { id: params.id, who, ifMatch }))
  }
}

function answer(result: Result<Team>) {
  return result.ok ? reply(result.value, { etag: etagOf(result.value.revision) }) : result
}
