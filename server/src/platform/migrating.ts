/** What whoever waits for it reads before what an older version left is brought up to date. */
export function migrating(steps: number): string {
  const told = steps === 1 ? 'one step' : `${steps} steps`
  return `An older version left this database: it is brought up to date in ${told}. With much history that takes minutes; let it end.`
}
