import { z } from 'zod'
import { asking } from './asked.js'
import { idParam, itemPage, text, uuid } from './basics.js'
import { contract } from './route.js'

/*
 * Teams: people who see zones together. Who is in a team sees its zones, their rules and alerts from that moment on, and
 * whoever leaves it sees them no more. Administrators make teams, since a team gives sight of what no role does; the audit
 * log says whom they put in and took out, themselves too.
 */

export const teamOut = z
  .object({
    id: z.string(),
    revision: z.int(),
    name: z.string(),
    /** Takes no new zone and no new member; what belongs to it stays with its members. */
    ended: z.boolean(),
    members: z.array(z.object({ id: z.string(), name: z.string() })),
  })
  .meta({ id: 'Team' })

const name = text(100).refine((it) => !/[\n\t]/.test(it), asking('asked.oneLine', {}))
export const teamInput = z.strictObject({ name }).meta({ id: 'TeamInput' })
export type TeamInput = z.output<typeof teamInput>

export const teamPatch = z
  .strictObject({ name: name.optional(), ended: z.boolean().optional() })
  .refine((it) => Object.keys(it).length > 0, asking('asked.someOf', { list: 'name, ended' }))
  .meta({ id: 'TeamPatch' })
export type TeamPatch = z.output<typeof teamPatch>

const managed = { tag: 'access', permission: 'team:manage' } as const
const member = { ...managed, path: '/api/teams/:id/members/:account' } as const
const memberParams = z.strictObject({ id: uuid, account: uuid })
const afterwards = [{ status: 200, schema: teamOut, description: 'The team afterwards' }] as const

export const teamRoutes = {
  list: contract({
    method: 'GET',
    path: '/api/teams',
    tag: 'access',
    summary: 'The teams that you are in; for whoever may manage them all there are',
    permission: 'read',
    answers: [{ status: 200, schema: itemPage(teamOut), description: 'All of them, by name; the ended ones last' }],
  }),
  create: contract({
    ...managed,
    method: 'POST',
    path: '/api/teams',
    summary: 'Make a team; nobody is in it yet',
    body: teamInput,
    answers: [{ status: 201, schema: teamOut, description: 'The team' }],
  }),
  change: contract({
    ...managed,
    method: 'PATCH',
    path: '/api/teams/:id',
    summary:
      'Rename a team, end it, or take that back; a team is never deleted, since zones and their history belong to it',
    params: idParam,
    body: teamPatch,
    answers: [...afterwards],
  }),
  join: contract({
    ...member,
    method: 'PUT',
    summary: 'Put somebody into a team: they see at once what is the team’s',
    params: memberParams,
    answers: [...afterwards],
  }),
  leave: contract({
    ...member,
    method: 'DELETE',
    summary: 'Take somebody out of a team: they see no more of it at once, their open pages too',
    params: memberParams,
    answers: [...afterwards],
  }),
}
