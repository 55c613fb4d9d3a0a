import { finding, isNobodysName, nameIn, roles, scopes } from '@cordon/alerts'
import { z } from 'zod'
import { asking } from './asked.js'
import { idParam, instant, isWhole, itemPage, paging, text } from './basics.js'
import { ownMapOut } from './own-map.js'
import { shown } from './problem.js'
import { permissions } from './permission.js'
import { contract } from './route.js'

export const accountOut = z
  .object({
    id: z.string(),
    name: z.string(),
    role: z.enum(roles),
    disabled: z.boolean(),
    createdAt: z.string(),
  })
  .meta({ id: 'Account' })

/** Who is signed in, and what this request's bearer may do. */
export const sessionOut = z
  .object({
    /** Null for nobody and for tokens. */
    account: accountOut.nullable(),
    permissions: z.array(z.enum(permissions)),
    /** To cells of about so many kilometres this bearer sees places; left out where it sees them as they are. */
    coarseKm: z.int().optional(),
    /** The operator's own map; left out where there is none, or the bearer may not read. */
    ownMap: ownMapOut.optional(),
  })
  .meta({ id: 'Session' })
export type SessionOut = z.output<typeof sessionOut>

export const tokenOut = z
  .object({
    id: z.string(),
    name: z.string(),
    scopes: z.array(z.enum(scopes)),
    createdBy: z.string(),
    createdAt: z.string(),
    expiresAt: z.string().nullable(),
    lastUsedAt: z.string().nullable(),
  })
  .meta({ id: 'Token' })
export type TokenOut = z.output<typeof tokenOut>

export const passwordLength = { min: 10, max: 200 } as const

const newPassword = z
  .string('Expected a password')
  .min(passwordLength.min, `Expected at least ${passwordLength.min} characters`)
  .max(passwordLength.max, `Expected at most ${passwordLength.max} characters`)

/** A name that is somebody’s, or that `isOurs` lets through. */
const nameOf = (isOurs: (it: string) => boolean) =>
  text(100)
    .refine((it) => !/[\n\t:]/.test(it), asking('asked.plainName', {}))
    .superRefine((it, context) => {
      if (!isNobodysName(it) || isOurs(it)) return
      const params = { finding: finding('asked.nobodysName', { got: shown(it) }) }
      const message = 'Expected another name: this one stands for nobody, or for the house itself'
      context.addIssue({ code: 'custom', message, params })
    })
const name = nameOf(() => false)
/** A token that the command line makes without a name bears its own, with the day. */
const tokenName = nameOf((it) => nameIn(it)?.code === 'name.commandLineOn')
const role = z.enum(roles, `Expected one of ${roles.join(', ')}`)

/** Text that is only compared: a wrong one is wrong, not malformed. */
const credential = z
  .string('Expected text')
  .max(1000, 'Expected at most 1000 characters')
  .refine((it) => isWhole(it) && !it.includes('\u0000'), asking('asked.halves', {}))

export const sessionRoutes = {
  signIn: contract({
    method: 'POST',
    path: '/api/session',
    tag: 'access',
    summary: 'Sign in with name and password; the answer sets the session’s cookie',
    permission: 'open',
    body: z.strictObject({ name: credential, password: credential }).meta({ id: 'SignIn' }),
    answers: [{ status: 200, schema: sessionOut, description: 'Signed in' }],
  }),
  present: contract({
    method: 'GET',
    path: '/api/session',
    tag: 'access',
    summary: 'Who is signed in, and what this request may do; the account is null for nobody',
    permission: 'open',
    answers: [{ status: 200, schema: sessionOut, description: 'The session' }],
  }),
  signOut: contract({
    method: 'DELETE',
    path: '/api/session',
    tag: 'access',
    summary: 'Sign out',
    permission: 'open',
    answers: [{ status: 204, description: 'Signed out' }],
  }),
  changePassword: contract({
    method: 'POST',
    path: '/api/session/password',
    tag: 'access',
    summary: 'Change one’s own password; ends every other session of the account',
    permission: 'own',
    body: z.strictObject({ current: credential, next: newPassword }).meta({ id: 'PasswordChange' }),
    answers: [{ status: 204, description: 'Changed' }],
  }),
}

export const accountRoutes = {
  list: contract({
    method: 'GET',
    path: '/api/accounts',
    tag: 'access',
    summary: 'Accounts, by name',
    permission: 'account:manage',
    query: z.strictObject(paging),
    answers: [{ status: 200, schema: itemPage(accountOut), description: 'One page' }],
  }),
  create: contract({
    method: 'POST',
    path: '/api/accounts',
    tag: 'access',
    summary: 'Add an account',
    permission: 'account:manage',
    body: z.strictObject({ name, password: newPassword, role }).meta({ id: 'AccountInput' }),
    answers: [{ status: 201, schema: accountOut, description: 'The account' }],
  }),
  change: contract({
    method: 'PATCH',
    path: '/api/accounts/:id',
    tag: 'access',
    summary: 'Change role or password, disable or enable; ends the account’s sessions',
    permission: 'account:manage',
    params: idParam,
    body: z
      .strictObject({ role: role.optional(), disabled: z.boolean().optional(), password: newPassword.optional() })
      .refine((it) => Object.keys(it).length > 0, asking('asked.someOf', { list: 'role, disabled, password' }))
      .meta({ id: 'AccountPatch' }),
    answers: [{ status: 200, schema: accountOut, description: 'The account afterwards' }],
  }),
}

/** What may stand against forgetting somebody. */
export const againstForgetting = ['self', 'forgotten', 'enabled', 'onWatch', 'handover', 'alerts', 'duties'] as const

const forgetInput = z.strictObject({ name: credential, reason: text(1_000) }).meta({ id: 'ForgetInput' })
export type ForgetInput = z.output<typeof forgetInput>

const forgettingOut = z
  .object({
    name: z.string(),
    /** Why it cannot be done yet; none where it can. `n` counts alerts and handovers, `names` are of rotations and escalations. */
    against: z.array(z.object({ why: z.enum(againstForgetting), n: z.int(), names: z.array(z.string()) })),
    /** What goes: contact methods, searches and views. */
    contacts: z.int(),
    searches: z.int(),
    /** Private zones, which are archived. */
    zones: z.int(),
    /** What stays, done by a former member. */
    alertEvents: z.int(),
    logEntries: z.int(),
    shifts: z.int(),
    /** Texts that people wrote and that hold the name: they stay as they are. */
    mentions: z.int(),
  })
  .meta({ id: 'ForgettingPreview' })
export type ForgettingPreview = z.output<typeof forgettingOut>

export const personRoutes = {
  look: contract({
    method: 'GET',
    path: '/api/accounts/:id/forget',
    tag: 'access',
    summary: 'What there is of somebody who has left, and what stands against forgetting them; changes nothing',
    permission: 'account:manage',
    params: idParam,
    answers: [{ status: 200, schema: forgettingOut, description: 'How much goes and stays' }],
  }),
  forget: contract({
    method: 'POST',
    path: '/api/accounts/:id/forget',
    tag: 'access',
    summary: 'Forget the name of somebody who has left, for good: what they did stays, done by a former member',
    permission: 'account:manage',
    params: idParam,
    body: forgetInput,
    answers: [{ status: 200, schema: accountOut, description: 'What stands for them from now on' }],
  }),
}

export const tokenRoutes = {
  list: contract({
    method: 'GET',
    path: '/api/tokens',
    tag: 'access',
    summary: 'API tokens that are not revoked, latest first; never the secret itself',
    permission: 'token:manage',
    query: z.strictObject(paging),
    answers: [{ status: 200, schema: itemPage(tokenOut), description: 'One page' }],
  }),
  create: contract({
    method: 'POST',
    path: '/api/tokens',
    tag: 'access',
    summary: 'Make an API token; its secret is told this once',
    permission: 'token:manage',
    body: z
      .strictObject({
        name: tokenName,
        scopes: z.array(z.enum(scopes, `Expected one of ${scopes.join(', ')}`)).min(1, 'Expected at least one scope'),
        expiresAt: instant.nullish(),
      })
      .meta({ id: 'TokenInput' }),
    answers: [
      {
        status: 201,
        schema: tokenOut.extend({ token: z.string() }).meta({ id: 'NewToken' }),
        description: 'The token with its secret',
      },
    ],
  }),
  revoke: contract({
    method: 'DELETE',
    path: '/api/tokens/:id',
    tag: 'access',
    summary: 'Revoke an API token at once',
    permission: 'token:manage',
    params: idParam,
    answers: [{ status: 204, description: 'Revoked' }],
  }),
}
