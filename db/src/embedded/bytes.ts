/** The parts one after another, in memory of their own: what is handed to another thread may share none. */
export const joined = (parts: readonly ArrayLike<number>[]): Uint8Array<ArrayBuffer> => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
