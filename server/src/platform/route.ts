import { applyDecorators, createParamDecorator, RequestMapping, RequestMethod } from '@nestjs/common'
import { RouteConfig } from '@nestjs/platform-fastify'
import type { FastifyRequest } from 'fastify'
import type { Principal } from '../access/principal.js'
import type { Contract, Input as InputOf } from '../wire/route.js'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the route promises; a route without one is refused. */
    contract?: Contract
    /** The page and its files, which everybody may load. */
    page?: true
  }
  interface FastifyRequest {
    /** Who asks; null is nobody. Set by the gate. */
    principal: Principal | null
    /** The parsed request. Set before the controller runs. */
    input: InputOf<Contract> | null
  }
}

const registry = new Map<string, Contract>()

/** Binds a controller's method to a contract. Whatever is not bound this way cannot be reached. */
export function Route(contract: Contract): MethodDecorator {
  const key = `${contract.method} ${contract.path}`
  if (registry.has(key)) throw new Error(`${key} is bound to two methods.`)
  registry.set(key, contract)
  return applyDecorators(
    RequestMapping({ method: RequestMethod[contract.method], path: contract.path }),
    RouteConfig({ contract }),
  )
}

/** Every contract that a controller is bound to, in the order in which they were. */
export function registeredContracts(): readonly Contract[] {
  return [...registry.values()]
}

/** The parsed request: `@Input() input: Input<typeof zoneRoutes.create>`. */
export const Input = createParamDecorator((_data: unknown, context) => {
  return context.switchToHttp().getRequest<FastifyRequest>().input
})
export type Input<C extends Contract> = InputOf<C>

/** Who asks: `@Who() who: Principal`, on open routes `Principal | null`. */
export const Who = createParamDecorator((_data: unknown, context) => {
  return context.switchToHttp().getRequest<FastifyRequest>().principal
})

/** What the editor has read, as `If-Match` says it; null where it says nothing. */
export const IfMatch = createParamDecorator((_data: unknown, context) => {
  return context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'] ?? null
})

/** What the reader has already, as `If-None-Match` says it; null where it says nothing. */
export const IfNoneMatch = createParamDecorator((_data: unknown, context) => {
  return context.switchToHttp().getRequest<FastifyRequest>().headers['if-none-match'] ?? null
})

/** A request of which a file, or a part of it, is asked: how its headers say which. */
export const Ranged = createParamDecorator((_data: unknown, context) => {
  return context.switchToHttp().getRequest<FastifyRequest>()
})

/** What is asked of a document that is asked for again and again: where, and which one is known already. */
export interface Asking {
  readonly address: URL
  readonly ifNoneMatch: string | null
}
export const Asked = createParamDecorator((_data: unknown, context): Asking => {
  const { protocol, host, url, headers } = context.switchToHttp().getRequest<FastifyRequest>()
  return { address: new URL(url, `${protocol}://${host}`), ifNoneMatch: headers['if-none-match'] ?? null }
})

/** The address that was asked, host and parameters included. Whether the host is believed is the gate's matter. */
export const Address = createParamDecorator((_data: unknown, context) => {
  const { protocol, host, url } = context.switchToHttp().getRequest<FastifyRequest>()
  return new URL(url, `${protocol}://${host}`)
})
