import { say, type wayFaults } from '@cordon/alerts'

/** What usually goes wrong on the way. */
const faults: Readonly<Record<string, keyof typeof wayFaults>> = {
  ECONNREFUSED: 'fault.refused',
  ECONNRESET: 'fault.cutOff',
  UND_ERR_SOCKET: 'fault.cutOff',
  ENOTFOUND: 'fault.unknownName',
  EDNS: 'fault.unknownName',
  EAI_AGAIN: 'fault.noLookup',
  EHOSTUNREACH: 'fault.noHost',
  ENETUNREACH: 'fault.noNetwork',
  UND_ERR_HEADERS_OVERFLOW: 'fault.longHead',
  ETIMEDOUT: 'fault.timedOut',
  UND_ERR_CONNECT_TIMEOUT: 'fault.noConnection',
  UND_ERR_HEADERS_TIMEOUT: 'fault.nothingCame',
  UND_ERR_BODY_TIMEOUT: 'fault.nothingCame',
  CERT_HAS_EXPIRED: 'fault.expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'fault.selfSigned',
  ERR_TLS_CERT_ALTNAME_INVALID: 'fault.otherName',
}

/** The code of what went wrong on the way; null where it has none. */
export function codeOf(error: unknown): string | null {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : null
}

/** What went wrong on the way, in words. */
export function faultWords(error: unknown): string {
  const code = codeOf(error)
  const known = code === null ? undefined : faults[code]
  if (known !== undefined) return say(known, {})
  if (code !== null) return code
  return error instanceof Error ? error.message : String(error)
}
