import { faultAt, finding } from '@cordon/alerts'
import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { fieldErrors, type FieldError } from '../wire/problem.js'
import type { Contract, Input } from '../wire/route.js'
import { fail, ok, type Result } from './result.js'

type Sent = Pick<FastifyRequest, 'params' | 'query' | 'body'>

/** Parses a request by its contract; everything that is wrong with it is told at once. */
export function parseInput(contract: Contract, sent: Sent): Result<Input<Contract>> {
  const errors: FieldError[] = []
  const params = parsePart(contract.params, sent.params, errors)
  const query = parseQuery(contract.query, sent.query, errors)
  const body = contract.raw === true ? bytesOf(sent.body) : parsePart(contract.body, sent.body ?? undefined, errors)
  return errors.length === 0 ? ok({ params, query, body }) : fail('invalid-input', { errors })
}

function bytesOf(body: unknown): Uint8Array {
  return body instanceof Uint8Array ? body : new Uint8Array()
}

function parsePart(schema: z.ZodType | undefined, value: unknown, errors: FieldError[]): unknown {
  if (schema === undefined) return undefined
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  errors.push(...fieldErrors(parsed.error, value))
  return undefined
}

/** A misspelt filter must not silently give everything: parameters that the contract does not name are refused. */
function parseQuery(schema: z.ZodType | undefined, value: unknown, errors: FieldError[]): unknown {
  const given = typeof value === 'object' && value !== null ? { ...value } : {}
  if (schema !== undefined) return parsePart(schema, given, errors)
  errors.push(...Object.keys(given).map((path) => faultAt(path, finding('asked.noQuery', {}))))
  return undefined
}
