import { isSame } from './same.js'

/** What somebody typed, carried over to what another one made of the same thing meanwhile. */
export interface Rebased<T> {
  readonly form: T
  /** Fields that both have changed, each in their own way: what was typed stands, and is to be looked at. */
  readonly both: readonly (keyof T & string)[]
}

/**
 * Carries a form over to a newer state: a field that was touched keeps what was typed, any other takes what it is now. All
 * three have the same fields; a field that holds a list or a shape is taken as one.
 */
export function rebased<T extends object>(before: T, mine: T, theirs: T): Rebased<T> {
  const fields = keysOf(before)
  const touched = fields.filter((field) => !isSame(mine[field], before[field]))
  const both = touched.filter((it) => !isSame(theirs[it], before[it]) && !isSame(theirs[it], mine[it]))
  const form = { ...theirs }
  for (const field of touched) form[field] = mine[field]
  return { form, both }
}

function keysOf<T extends object>(it: T): readonly (keyof T & string)[] {
  const is = (key: string): key is keyof T & string => key in it
  return Object.keys(it).filter(is)
}
