/* Bytes of JSON that say where something begins and ends; all are ASCII, which no part of another character in UTF-8 is. */
const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a]
const opens = new Set([0x7b, 0x5b])
const closes = new Set([0x7d, 0x5d])

/**
 * The members of the object that a text of JSON in UTF-8 is, each with the bytes of its value: found without reading what
 * they hold, however much that is. Of a text that is no whole JSON those that are there.
 */
export function membersOf(json: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const members = new Map<string, Uint8Array>()
  let [depth, began, at] = [0, 0, 0]
  let name: string | null = null
  const end = () => {
    if (name !== null) members.set(name, json.subarray(began, at))
    name = null
    began = at + 1
  }
  for (; at < json.length; at++) {
    const byte = json[at] ?? 0
    if (byte === quote) at = endOfString(json, at)
    else if (opens.has(byte) && ++depth === 1) began = at + 1
    else if (closes.has(byte) && --depth === 0) end()
    else if (byte === comma && depth === 1) end()
    else if (byte === colon && depth === 1 && name === null) {
      name = nameIn(json.subarray(began, at))
      began = at + 1
    }
  }
  return members
}

/** Where the string that begins at a place ends. */
function endOfString(json: Uint8Array, from: number): number {
  let at = from + 1
  while (at < json.length && json[at] !== quote) at += json[at] === backslash ? 2 : 1
  return at
}

function nameIn(bytes: Uint8Array): string | null {
  try {
    return String(JSON.parse(Buffer.from(bytes).toString('utf8')))
  } catch {
    return null
  }
}
