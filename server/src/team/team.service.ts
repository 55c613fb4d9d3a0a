import { finding } from '@cordon/alerts'
import { Inject, Injectable } from '@nestjs/common'
import type { Account, Team } from '@cordon/alerts'
import { allTeams, saveTeam, teamForChange, teamNamed, teamsOfAccount, type Database, type Runner } from '@cordon/db'
import { AccessChanges } from '../access/access-changes.js'
import { AccountService } from '../access/account.service.js'
import { may, type Principal } from '../access/principal.js'
import { ChangeSignal } from '../live/signal.js'
import { Clock } from '../platform/clock.js'
import { DATABASE, takenHead } from '../platform/database.js'
import { requireMatch } from '../platform/etag.js'
import { newId } from '../platform/id.js'
import { deny, none, ok, type Result } from '../platform/result.js'
import { shown, type TeamInput, type TeamPatch } from '../wire/index.js'
import { nameKey } from '../wire/name-key.js'

interface Edit {
  readonly id: string
  readonly who: Principal
  readonly ifMatch: string | null
}

type Member = Team['members'][number]

/** Teams and who is in them. Whoever sees something else from then on has to look anew, wherever they are looking. */
@Injectable()
export class TeamService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ChangeSignal) private readonly signal: ChangeSignal,
    @Inject(AccessChanges) private readonly access: AccessChanges,
    @Inject(AccountService) private readonly accounts: AccountService,
  ) {}

  /** Those that somebody is in, or all of them for whoever manages them. */
  async list(who: Principal): Promise<readonly Team[]> {
    if (may(who, 'team:manage')) return this.database.query<Team>(allTeams())
    return who.kind === 'account' ? this.database.query<Team>(teamsOfAccount(who.id)) : []
  }

  create({ name }: TeamInput, who: Principal): Promise<Result<Team>> {
    const born = { id: newId(this.clock.ms()), revision: 0, ended: false, members: [] }
    return this.writing(who, async (run) => {
      await takenHead(run)
      return ok({ before: { ...born, name }, after: { ...born, name } })
    })
  }

  change(patch: TeamPatch, edit: Edit): Promise<Result<Team>> {
    return this.editing(edit, (team) =>
      ok({ ...team, name: patch.name ?? team.name, ended: patch.ended ?? team.ended }),
    )
  }

  async join(accountId: string, edit: Edit): Promise<Result<Team>> {
    const account = await this.accounts.find(accountId)
    if (account === null) return deny('not-found', finding('denied.noAccountHere', {}))
    return this.editing(edit, (team) => {
      if (team.members.some(({ id }) => id === account.id)) return ok(team)
      if (team.ended) return deny('wrong-state', finding('denied.teamEnded', { name: team.name }))
      return ok({ ...team, members: [...team.members, memberOf(account)] })
    })
  }

  leave(accountId: string, edit: Edit): Promise<Result<Team>> {
    return this.editing(edit, (team) => ok({ ...team, members: team.members.filter(({ id }) => id !== accountId) }))
  }

  private editing({ id, who, ifMatch }: Edit, next: (team: Team) => Result<Team>): Promise<Result<Team>> {
    return this.writing(who, async (run) => {
      await takenHead(run)
      const [before] = await run.query<Team>(teamForChange(id))
      if (before === undefined) return none('team', id)
      const match = requireMatch(ifMatch, before.revision)
      if (!match.ok) return match
      const after = next(before)
      return after.ok ? ok({ before, after: after.value }) : after
    })
  }

  private async writing(who: Principal, work: (run: Runner) => Promise<Result<Change>>): Promise<Result<Team>> {
    const result = await this.database.transaction('plain', async (run) => {
      const change = await work(run)
      return change.ok ? this.store(change.value, who, run) : change
    })
    if (!result.ok) return result
    this.signal.committed()
    for (const id of result.value.concerns) this.access.announce({ of: 'account', id, exceptSession: null })
    return ok(result.value.team)
  }

  private async store({ before, after }: Change, who: Principal, run: Runner): Promise<Result<Stored>> {
    if (before.revision > 0 && isSame(before, after)) return ok({ team: before, concerns: [] })
    const team = { ...after, revision: before.revision + 1 }
    const key = nameKey(team.name)
    const taken = team.ended ? [] : await run.query(teamNamed(key, team.id))
    if (taken.length > 0) return deny('name-taken', finding('denied.teamNamed', { got: shown(team.name) }))
    const concerns = concerned(before, after)
    await run.query(saveTeam(team, { nameKey: key, concerns, now: this.clock.now(), by: who.name }))
    return ok({ team, concerns })
  }
}

interface Change {
  readonly before: Team
  readonly after: Team
}

interface Stored {
  readonly team: Team
  /** Accounts that see something else than before. */
  readonly concerns: readonly string[]
}

function memberOf({ id, name }: Account): Member {
  return { id, name }
}

/** Everybody who is or was in it, where it is called something else or has ended; else those who came or went. */
function concerned(before: Team, after: Team): readonly string[] {
  const [was, is] = [before, after].map(({ members }) => members.map(({ id }) => id))
  const all = [...new Set([...(was ?? []), ...(is ?? [])])]
  if (before.name !== after.name || before.ended !== after.ended) return all
  return all.filter((id) => was?.includes(id) !== is?.includes(id))
}

function isSame(a: Team, b: Team): boolean {
  return a.name === b.name && a.ended === b.ended && concerned(a, b).length === 0
}
