import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { importRoutes, storyState, type StoryState } from '../wire/index.js'
import { ask, problemText, Unreachable } from './ask.js'
import { openDoor, type OpenDoor } from './door.js'
import { refuse, type Environment, type ExitCode, type Terminal } from './terminal.js'

const usage = `npm run story -- [--seconds SECONDS]
Replays the first story live, as an exercise, in 120 seconds or as many as you say.`

const lookMs = 250

/** Replays the first story and tells each step as it is told. */
export async function runStory(args: readonly string[], env: Environment, terminal: Terminal): Promise<ExitCode> {
  const seconds = readSeconds(args)
  if (seconds === null) return refuse(terminal, usage)
  const opened = await openDoor(env, terminal)
  if (!opened.ok) return refuse(terminal, opened.message)
  try {
    return await tell(opened.door, seconds, terminal)
  } catch (error) {
    if (error instanceof Unreachable) return refuse(terminal, error.message)
    throw error
  } finally {
    await opened.door.close()
  }
}

async function tell(door: OpenDoor, seconds: number, terminal: Terminal): Promise<ExitCode> {
  const { path, answers } = importRoutes.story
  const begun = await ask(door.door(), { method: 'POST', path, body: { seconds } }, answers[0].schema)
  if (!begun.ok) return refuse(terminal, problemText(begun.problem))
  terminal.out(`The first story, ${begun.value.steps} steps in ${seconds} s, as an exercise:`)
  for (let told = 0; ;) {
    const state = await look(door)
    if (typeof state === 'string') return refuse(terminal, state)
    for (const step of state.told.slice(told)) terminal.out(stepLine(step, state.told.indexOf(step) + 1, state.steps))
    told = state.told.length
    if (!state.running) return ended(state, terminal)
    if (terminal.stop.aborted) return stopped(terminal)
    await sleep(lookMs, undefined, { signal: terminal.stop }).catch(() => undefined)
  }
}

async function look(door: OpenDoor): Promise<StoryState | string> {
  const { path, method } = importRoutes.storyState
  const asked = await ask(door.door(), { method, path }, storyState)
  return asked.ok ? asked.value : problemText(asked.problem)
}

function stepLine({ text }: StoryState['told'][number], at: number, steps: number): string {
  return `${String(at).padStart(2)}/${steps}  ${text}`
}

function ended({ told, steps }: StoryState, terminal: Terminal): ExitCode {
  if (told.length === steps) return 0
  return refuse(terminal, `The replay broke off after ${told.length} of ${steps} steps; the server's log says why.`)
}

function stopped(terminal: Terminal): ExitCode {
  terminal.err('No longer watching; a server that runs goes on with the replay.')
  return 130
}

function readSeconds(args: readonly string[]): number | null {
  try {
    const { values } = parseArgs({ args: [...args], options: { seconds: { type: 'string' } }, strict: true })
    const seconds = Number(values.seconds ?? 120)
    return seconds >= 0 && seconds <= 3600 ? seconds : null
  } catch {
    return null
  }
}
