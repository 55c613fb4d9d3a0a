import type { Config } from '../platform/config.js'

/** Our public origin where that was asked for, whatever lies before us; null for the address as it was asked. */
export function originOf({ host }: URL, { origins }: Pick<Config, 'origins'>): string | null {
  return origins.find((origin) => new URL(origin).host === host) ?? null
}
