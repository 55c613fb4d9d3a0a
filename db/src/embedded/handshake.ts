import { int32, message, readyForQuery, stringAt } from './protocol.js'
import type { Settings } from './settings.js'

/** What a client says before it has a session; its messages have no type letter yet. */
export type Greeting =
  | { readonly kind: 'encryption' }
  | { readonly kind: 'cancel'; readonly processId: number; readonly secret: number }
  | { readonly kind: 'start'; readonly settings: Settings }
  | { readonly kind: 'unknown'; readonly version: number }

const SSL_REQUEST = 80_877_103
const GSS_REQUEST = 80_877_104
const CANCEL_REQUEST = 80_877_102
const VERSION_3 = 3

/** Parameters that say where to connect to and are no settings. */
const NO_SETTINGS: readonly string[] = ['user', 'database', 'replication', 'options']

const readParameters = (bytes: Buffer): readonly (readonly [string, string])[] => {
  const parameters: (readonly [string, string])[] = []
  for (let at = 8; at < bytes.length && bytes[at] !== 0;) {
    const name = stringAt(bytes, at)
    const value = stringAt(bytes, name.end)
    parameters.push([name.text, value.text])
    at = value.end
  }
  return parameters
}

/** `-c name=value` in the parameter `options`; a backslash keeps a blank in a value. */
const readOptions = (text: string): readonly (readonly [string, string])[] =>
  [...text.matchAll(/(?:-c\s*|--)([\w.]+)=((?:\\.|[^\s\\])*)/g)].map(
    ([, name, value]) => [name ?? '', (value ?? '').replace(/\\(.)/g, '$1')] as const,
  )

/** Every client asks for UTF-8, which the database speaks already. */
const isDefault = ([name, value]: readonly [string, string]): boolean =>
  name === 'client_encoding' && /^'?utf-?8'?$/i.test(value)

const readSettings = (bytes: Buffer): Settings => {
  const parameters = readParameters(bytes)
  const options = readOptions(parameters.find(([name]) => name === 'options')?.[1] ?? '')
  const settings = [...parameters.filter(([name]) => !NO_SETTINGS.includes(name)), ...options]
  return Object.fromEntries(settings.filter((setting) => !isDefault(setting)))
}

export const readGreeting = (bytes: Buffer): Greeting => {
  const code = bytes.readUInt32BE(4)
  if (code === SSL_REQUEST || code === GSS_REQUEST) return { kind: 'encryption' }
  if (code === CANCEL_REQUEST) return { kind: 'cancel', processId: bytes.readInt32BE(8), secret: bytes.readInt32BE(12) }
  if (code >>> 16 !== VERSION_3) return { kind: 'unknown', version: code >>> 16 }
  return { kind: 'start', settings: readSettings(bytes) }
}

export interface Identity {
  readonly processId: number
  readonly secret: number
}

/** Lets a client in: no password, because the stream never leaves the process. */
export const welcome = (identity: Identity, parameters: Settings): Buffer =>
  Buffer.concat([
    message('R', int32(0)),
    ...Object.entries(parameters).map(([name, value]) => message('S', name, value)),
    message('K', int32(identity.processId), int32(identity.secret)),
    readyForQuery('I'),
  ])
