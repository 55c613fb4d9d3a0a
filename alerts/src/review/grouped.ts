/** Things by a key, in the order in which each key came first. */
export function grouped<T>(things: readonly T[], keyOf: (it: T) => string | number): readonly (readonly T[])[] {
  const groups = new Map<string | number, T[]>()
  for (const it of things) {
    const group = groups.get(keyOf(it))
    if (group === undefined) groups.set(keyOf(it), [it])
    else group.push(it)
  }
  return [...groups.values()]
}
