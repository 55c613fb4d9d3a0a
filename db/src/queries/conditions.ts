/** Gives the placeholder of a value in the text. */
export type Bind = (value: unknown) => string

/** The values of a statement whose text is put together, and conditions that are there only where they are asked for. */
export function conditions() {
  const values: unknown[] = []
  const bind: Bind = (value) => `$${values.push(value)}`
  /** A condition on a value; none where the value is null, which means any. */
  const when = (value: unknown, condition: (placeholder: string) => string): string[] =>
    value === null ? [] : [condition(bind(value))]
  return { values, bind, when }
}
