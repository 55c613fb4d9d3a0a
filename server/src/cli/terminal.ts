/** How a command ended: all is done; rows were refused; nothing, or not all, could be done; the person stopped it. */
export type ExitCode = 0 | 1 | 2 | 130

/** Where a command speaks: results to `out`, all else to `err`. */
export interface Terminal {
  readonly out: (line: string) => void
  readonly err: (line: string) => void
  /** Overwrites the present line of `err`; null where that is no terminal. */
  readonly redraw: ((line: string) => void) | null
  /** Aborted when the person presses Ctrl-C. */
  readonly stop: AbortSignal
}

/** The environment of a command. */
export type Environment = Readonly<Record<string, string | undefined>>

/** Says why nothing could be done. */
export function refuse(terminal: Terminal, message: string): ExitCode {
  terminal.err(message)
  return 2
}

/** What a file holds may be shown in a line; what steers a terminal would clear it, or write over what stands there. */
export function printable(line: string): string {
  return line.replaceAll(/[^\P{Cc}\n\t]/gu, '\ufffd')
}

/** npm passes on the Ctrl-C that the terminal has sent us already. */
const sameCtrlCMs = 500

/**
 * The terminal of this process. A first Ctrl-C asks the command to stop where it can (`stops`), a second one does not
 * wait.
 */
export function openTerminal(stops: boolean): Terminal {
  const stop = new AbortController()
  let askedMs: number | null = null
  const ask = () => {
    const again = askedMs !== null && performance.now() - askedMs > sameCtrlCMs
    if (again || !stops) process.exit(130)
    askedMs ??= performance.now()
    stop.abort()
  }
  process.on('SIGINT', ask).on('SIGTERM', ask)
  const { stdout, stderr } = process
  return {
    out: (line) => void stdout.write(`${stdout.isTTY ? printable(line) : line}\n`),
    err: (line) => void stderr.write(`${printable(line)}\n`),
    redraw: stderr.isTTY ? (line) => void stderr.write(`\r${line.slice(0, stderr.columns - 1)}\u001b[K`) : null,
    stop: stop.signal,
  }
}
