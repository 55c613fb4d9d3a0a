import type { CoarseGrid } from '@cordon/alerts'
import { z } from 'zod'
import { laws } from './laws.js'

/** A value of a shape of the wire with everything in it told coarsely that has a law. */
export function tellCoarsely(schema: z.ZodType, value: unknown, grid: CoarseGrid): unknown {
  const law = laws.get(schema)
  if (law !== undefined) return law(value, grid)
  if (value === null || value === undefined || !isPlaced(schema)) return value
  if (schema instanceof z.ZodObject) return fieldsTold(schema.shape, value, grid)
  if (schema instanceof z.ZodArray) return elementsTold(schema.element, value, grid)
  if (schema instanceof z.ZodUnion) return tellCoarsely(optionOf(schema.options, value), value, grid)
  const [inner] = partsOf(schema)
  const wraps = schema instanceof z.ZodOptional || schema instanceof z.ZodNullable
  if (!wraps || inner === undefined) throw new Error('This shape tells a place and cannot be told coarsely.')
  return tellCoarsely(inner, value, grid)
}

/** The entity tag of what is told coarsely: another one, since it is another text. */
export function coarseTag(etag: string): string {
  return etag.replace(/"$/, '-coarse"')
}

/** Whether something of a shape has to be told coarsely. */
export function isPlaced(schema: z.ZodType): boolean {
  const known = placed.get(schema)
  if (known !== undefined) return known
  const found = laws.has(schema) || partsOf(schema).some(isPlaced)
  placed.set(schema, found)
  return found
}

const placed = new WeakMap<z.ZodType, boolean>()

/** What the contract does not name is not told. */
function fieldsTold(shape: Readonly<Record<string, unknown>>, value: unknown, grid: CoarseGrid): unknown {
  if (typeof value !== 'object' || value === null) throw new Error('Expected an object to tell coarsely.')
  const given = Object.entries(value)
  return Object.fromEntries(
    given.flatMap(([key, it]) => {
      const field = shape[key]
      return field instanceof z.ZodType ? [[key, tellCoarsely(field, it, grid)]] : []
    }),
  )
}

function elementsTold(element: unknown, value: unknown, grid: CoarseGrid): unknown {
  if (!Array.isArray(value) || !(element instanceof z.ZodType)) throw new Error('Expected a list to tell coarsely.')
  return value.map((it: unknown) => tellCoarsely(element, it, grid))
}

function optionOf(options: readonly unknown[], value: unknown): z.ZodType {
  const fits = options.find((it) => it instanceof z.ZodType && it.safeParse(value).success)
  if (!(fits instanceof z.ZodType)) throw new Error('What is answered fits none of the shapes of its contract.')
  return fits
}

/** The shapes within a shape; a test holds that none with a law is wrapped in anything that is not known here. */
function partsOf(schema: z.ZodType): readonly z.ZodType[] {
  return insideOf(schema).filter((it) => it instanceof z.ZodType)
}

function insideOf(schema: z.ZodType): readonly unknown[] {
  if (schema instanceof z.ZodObject) return Object.values(schema.shape)
  if (schema instanceof z.ZodArray) return [schema.element]
  if (schema instanceof z.ZodUnion) return schema.options
  if (schema instanceof z.ZodRecord) return [schema.valueType]
  if (schema instanceof z.ZodTuple) return schema.def.items
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return [schema.unwrap()]
  return []
}
