/** A name as it is compared: spellings that look the same and differ in case are one name. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase()
}
