import { createCutter, errorText, pairsIn, type Failure } from './protocol.js'

/** The settings of one connection's session that differ from the database's own, by name. */
export type Settings = Readonly<Record<string, string>>

/** Whose settings they are. */
export interface SettingsHolder {
  settings: Settings
  /** Whether something it ran may have changed its settings since they were last read. */
  changesSettings: boolean
}

type Ask = (sql: string) => Promise<Buffer>

export interface SettingsKeeper {
  /** Gives the session this holder's settings, after reading back those of the last one; answers why it cannot. */
  readonly bring: (holder: SettingsHolder) => Promise<Failure | undefined>
}

const READ = `SELECT name, setting FROM pg_settings WHERE source = 'session' ORDER BY name`

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`

const apply = (settings: Settings): string => {
  const sets = Object.entries(settings).map(([name, value]) => `set_config(${literal(name)}, ${literal(value)}, false)`)
  const select = sets.length === 0 ? '' : `SELECT ${sets.join(', ')};`
  return `RESET ALL; RESET SESSION AUTHORIZATION; ${select}`
}

const failureIn = (answer: Buffer): Failure | undefined => {
  const error = createCutter()(answer).find(({ type }) => type === 'E')
  return error && { severity: 'FATAL', code: '22023', text: errorText(error.bytes) }
}

const same = (one: Settings, other: Settings): boolean =>
  JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort())

/**
 * Keeps what one connection has SET from another, although all share one session: settings are read back when the
 * session leaves a connection that may have changed them, and put in force when it returns. Connections that set
 * nothing cost nothing.
 */
export const createSettingsKeeper = (ask: Ask): SettingsKeeper => {
  let inForce: SettingsHolder = { settings: {}, changesSettings: false }
  const bring: SettingsKeeper['bring'] = async (holder) => {
    if (holder === inForce) return undefined
    const touched = inForce.changesSettings
    if (touched) {
      inForce.settings = pairsIn(await ask(READ))
      inForce.changesSettings = false
    }
    if (touched || !same(inForce.settings, holder.settings)) {
      const failure = failureIn(await ask(apply(holder.settings)))
      if (failure !== undefined) return failure
    }
    inForce = holder
    return undefined
  }
  return { bring }
}
