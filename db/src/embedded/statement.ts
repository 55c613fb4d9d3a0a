/** What the text of a statement means for the connections that share the session with it. */
export interface StatementNotes {
  /** The text to run instead. */
  readonly text: string
  readonly listens: readonly string[]
  /** The channel it no longer listens to, `*` for all. */
  readonly unlistens: string | undefined
  readonly changesSettings: boolean
  /** Whether it may leave something in the session that a connection would take with it when it ends. */
  readonly leavesTrace: boolean
}

/** Looked for first, because it is one pass over a text that most often has none of it. */
const NOTEWORTHY =
  /\b(?:listen|unlisten|copy|deallocate|discard|set|reset|set_config|temp|temporary|hold|advisory)\b|_advisory_/i

const LISTEN = /(?:^|;)\s*listen\s+("(?:[^"]|"")+"|[^\s;"]+)/gi
const UNLISTEN = /^\s*unlisten\s+(\*|"(?:[^"]|"")+"|[^\s;"]+)\s*;?\s*$/i
const SETTING = /(?:^|;)\s*(?:set\s+(?!local\b|transaction\b|constraints\b)|reset\s|discard\s)|\bset_config\s*\(/i
const TRACE = /\btemp(?:orary)?\b|\bwith\s+hold\b|_advisory_lock/i
const COPY_IN = /(?:^|;)\s*copy\s[^;]*\sfrom\s+stdin\b/i
const FORGET_ALL = /(?:^|;)\s*(?:discard\s+all|deallocate\s+(?:prepare\s+)?all)\b/i

/** The channel's name as the database has it: folded to lower case unless it is quoted. */
const channelName = (written: string): string =>
  written.startsWith('"') ? written.slice(1, -1).replaceAll('""', '"') : written.toLowerCase()

/** The error is raised in the database, so that it fails a transaction that is open as any other error does. */
const raising = (text: string): string =>
  `DO $cordon$ BEGIN RAISE EXCEPTION USING ERRCODE = '0A000', MESSAGE = '${text}'; END $cordon$`

const COPY_REFUSED = raising('The embedded database cannot COPY FROM STDIN. Insert the rows instead.')
const FORGET_REFUSED = raising('The embedded database shares one session, so ALL would hit other connections too.')

/** Nobody listens there: the session goes on listening for the connections that still do. */
const UNLISTEN_NOTHING = 'UNLISTEN "cordon nothing"'

const textToRun = (text: string, unlistens: string | undefined): string => {
  if (COPY_IN.test(text)) return COPY_REFUSED
  if (FORGET_ALL.test(text)) return FORGET_REFUSED
  return unlistens === undefined ? text : UNLISTEN_NOTHING
}

/** Reads what must be known of a statement before it runs in a session that others share; undefined for most. */
export const readStatement = (text: string): StatementNotes | undefined => {
  if (!NOTEWORTHY.test(text)) return undefined
  const unlistened = UNLISTEN.exec(text)?.[1]
  const unlistens = unlistened === undefined ? undefined : channelName(unlistened)
  return {
    text: textToRun(text, unlistens),
    listens: [...text.matchAll(LISTEN)].map(([, written]) => channelName(written ?? '')),
    unlistens,
    changesSettings: SETTING.test(text),
    leavesTrace: TRACE.test(text),
  }
}
