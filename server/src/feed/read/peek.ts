/** The first bytes of a stream, and the whole stream without the byte order mark of UTF-8. */
export interface Peeked {
  readonly head: Buffer
  readonly all: AsyncIterable<Uint8Array>
}

/** Looks at the first bytes of a stream: at `least` of them, or at all there are. */
export async function peek(bytes: AsyncIterable<Uint8Array>, least: number): Promise<Peeked> {
  const source = bytes[Symbol.asyncIterator]()
  const parts: Uint8Array[] = []
  let [length, done] = [0, false]
  while (!done && length < least) {
    const next = await source.next()
    if (next.done === true) done = true
    else {
      parts.push(next.value)
      length += next.value.length
    }
  }
  const head = Buffer.concat(parts)
  const start = head.subarray(head.toString('hex', 0, 3) === 'efbbbf' ? 3 : 0)
  return { head: start, all: resume(start, done ? null : source) }
}

async function* resume(head: Uint8Array, rest: AsyncIterator<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  yield head
  if (rest !== null) yield* { [Symbol.asyncIterator]: () => rest }
}

/** All bytes of a stream, if they are at most so many; null where there are more. */
export async function gather(bytes: AsyncIterable<Uint8Array>, most: number): Promise<Buffer | null> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of bytes) {
    length += part.length
    if (length > most) return null
    parts.push(part)
  }
  return Buffer.concat(parts)
}
