import { setTimeout as sleep } from 'node:timers/promises'
import { importJobRoutes as routes, importState, type ImportState } from '../wire/index.js'
import { ask, problemText } from './ask.js'
import type { OpenDoor } from './door.js'
import { askUntilAnswered, GivenUp } from './persist.js'
import { grouped, Progress } from './progress.js'
import { refuse, type ExitCode, type Terminal } from './terminal.js'

interface Desk {
  readonly door: OpenDoor
  readonly terminal: Terminal
}

const lookMs = 250
const giveUpMs = 5 * 60_000

/** Lists the latest imports with what they brought. */
export async function listImports({ door, terminal }: Desk): Promise<ExitCode> {
  const asked = await ask(door.door(), { method: 'GET', path: routes.list.path }, routes.list.answers[0].schema)
  if (!asked.ok) return refuse(terminal, problemText(asked.problem))
  if (asked.value.items.length === 0) terminal.out('Nothing was imported.')
  for (const it of asked.value.items) {
    const { id, name, state, createdAt, createdBy, stored, revised, refused } = it
    const counts = Object.entries({ stored, revised, refused }).map(([what, n]) => `${what} ${grouped(n)}`)
    terminal.out(`${id}  ${createdAt.slice(0, 10)}  ${name}: ${state}, ${counts.join(' · ')}, by ${createdBy}`)
  }
  return 0
}

/** Takes back a whole import, and waits until it is done. */
export async function undoImport(id: string, desk: Desk): Promise<ExitCode> {
  const { door, terminal } = desk
  const path = routes.undo.path.replace(':id', encodeURIComponent(id))
  const begun = await ask(door.door(), { method: 'POST', path }, importState)
  if (!begun.ok) return refuse(terminal, problemText(begun.problem))
  const progress = new Progress(terminal)
  try {
    const { name, withdrawn, putBack, kept } = await undone(begun.value, desk, progress)
    progress.stop()
    terminal.out(
      `${name} is undone: withdrawn ${grouped(withdrawn)} · put back ${grouped(putBack)} · kept ${grouped(kept)}`,
    )
    if (kept > 0) terminal.out('What is kept was changed after the import; the page lists it.')
    return 0
  } catch (error) {
    if (!(error instanceof GivenUp)) throw error
    terminal.err(`${error.message} The server goes on taking it back.`)
    return terminal.stop.aborted ? 130 : 2
  } finally {
    progress.stop()
  }
}

async function undone(begun: ImportState, { door, terminal }: Desk, progress: Progress): Promise<ImportState> {
  const path = routes.one.path.replace(':id', begun.id)
  let state = begun
  while (state.state === 'undoing') {
    await sleep(lookMs, undefined, { signal: terminal.stop }).catch(() => {
      throw new GivenUp('Stopped.')
    })
    const onWait = (why: string) => progress.say(why)
    const patience = { schema: importState, stop: terminal.stop, giveUpMs, onWait }
    const asked = await askUntilAnswered(door, { method: 'GET', path }, patience)
    if (!asked.ok) throw new GivenUp(problemText(asked.problem))
    state = asked.value
    progress.update({ rows: state.withdrawn + state.putBack + state.kept, share: state.share })
  }
  return state
}
