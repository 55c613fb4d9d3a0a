import { applyDecorators, createParamDecorator, RequestMapping, RequestMethod } from '@nestjs/common'
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js'
import { RouteConfig } from '@nestjs/platform-fastify'
import type { FastifyRequest } from 'fastify'
import type { Principal } from '../access/principal.js'
import type { Contract, Input as InputOf } from '../wire/route.js'
import type { Answer } from './answering.js'

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
    /** How its answer is told. Set with the input. */
    answer: Answer | null
  }
}

const registry = new Map<string, Contract>()

/**
 * Binds a controller's method to a contract, and has its outcome told as that says. Whatever is not bound this way cannot
 * be reached.
 */
export function Route(contract: Contract): MethodDecorator {
  const key = `${contract.method} ${contract.path}`
  if (registry.has(key)) throw new Error(`${key} is bound to two methods.`)
  registry.set(key, contract)
  return (target, name, descriptor) => {
    const method: unknown = descriptor.value
    if (typeof method !== 'function') throw new Error(`${key} is bound to what is no method.`)
    const place = placesOf(target, name)
    Answerer()(target, name, place)
    Object.assign(descriptor, {
      value(this: unknown, ...given: unknown[]): unknown {
        const answer = given[place]
        // Called as a method, not by a request.
        if (answer === undefined) return Reflect.apply(method, this, given)
        if (!isAnswer(answer)) throw new Error(`${key} was asked for, and how it is answered is not known.`)
        return answer((): unknown => Reflect.apply(method, this, given))
      },
    })
    applyDecorators(
      RequestMapping({ method: RequestMethod[contract.method], path: contract.path }),
      RouteConfig({ contract }),
    )(target, name, descriptor)
  }
}

/** How many places a method's own parameters take among what Nest calls it with. */
function placesOf(target: object, name: string | symbol): number {
  const given: unknown = Reflect.getMetadata(ROUTE_ARGS_METADATA, target.constructor, name)
  const places = Object.values(given ?? {}).map((it: { readonly index: number }) => it.index)
  return Math.max(-1, ...places) + 1
}

function isAnswer(given: unknown): given is Answer {
  return typeof given === 'function'
}

/** How the answer is told; behind a method's own parameters. */
const Answerer = createParamDecorator((_data: unknown, context) => {
  return context.switchToHttp().getRequest<FastifyRequest>().answer
})

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
