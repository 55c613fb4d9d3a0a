import { computed, shallowReactive, shallowRef } from 'vue'
import type { StuckDeliveries } from '@cordon/server/wire'
import type { Failure } from '../api/http.js'
import { openLive, type Live } from '../api/live.js'
import { readSnapshot } from '../api/snapshot.js'
import { awayAfter, missedIn, type Away } from './away.js'
import { serverNow, setServerTime, useNow } from './clock.js'
import { connectionOf, type Connection, type Line } from './connection.js'
import { drawingTime, soonAfter } from './drawing.js'
import { createLanes } from './lanes.js'
import { applyEvents, applySnapshot, type World, type WorldEvent } from './world.js'

const oneSignMs = 250

const world = shallowRef<World | null>(null)
const failure = shallowRef<Failure | null>(null)
const line = shallowReactive<{ -readonly [K in keyof Omit<Line, 'hasWorld'>]: Line[K] }>({
  connected: false,
  following: false,
  heardMs: null,
})

/** What waits outside the page, or was given up there, by the last sign of life. */
const stuck = shallowRef<StuckDeliveries>({ late: 0, dead: 0 })

/** What this page slept through and nobody has noted. */
const away = shallowRef<Away | null>(null)

let live: Live | null = null
const drawing = drawingTime()
const lanes = createLanes({ take, restMs: () => soonAfter(drawing.ms()) })
/** Answers of an earlier attempt to catch up are of no use to a later one. */
let attempt = 0
let taking = false

/** A sign of life; a hundred of them in a second say no more than one. */
function heard(): void {
  const nowMs = serverNow()
  if (line.heardMs !== null && Math.abs(nowMs - line.heardMs) < oneSignMs) return
  away.value = awayAfter(away.value, line.heardMs, nowMs)
  line.heardMs = nowMs
}

function changed(event: WorldEvent): void {
  heard()
  lanes.add(event)
}

function hearStuck(now: StuckDeliveries): void {
  if (now.late !== stuck.value.late || now.dead !== stuck.value.dead) stuck.value = now
}

type Learnt = WorldEvent extends infer E ? (E extends WorldEvent ? Omit<E, 'seq'> : never) : never

/**
 * Takes in what the server answered to a request of this page. The place in the stream stays where it is: what happened
 * in between is still to come.
 */
export function learn(answered: Learnt): void {
  if (world.value !== null) world.value = applyEvents(world.value, [{ ...answered, seq: 0 }])
}

/** One new world for all that came meanwhile: a burst costs one drawing, not one an event. */
function take(events: readonly WorldEvent[]): void {
  // Before there is a world its snapshot is on its way, and what came since that is asked for then.
  if (world.value === null) return
  drawing.begin()
  world.value = applyEvents(world.value, events)
}

async function catchUp(fresh: boolean): Promise<void> {
  const mine = ++attempt
  line.following = false
  if ((fresh || world.value === null) && !(await takeSnapshot(mine))) return
  // Without a socket there is nothing to ask; opening one asks anew.
  if (world.value === null || live === null || !isConnected() || mine !== attempt) return
  const answer = await live.follow(world.value.seq)
  if (mine !== attempt) return
  if (answer?.ok) {
    line.following = true
    hearStuck(answer.stuck)
    setServerTime(answer.at)
    heard()
  } else if (answer?.code === 'resync') await catchUp(true)
  else if (isConnected()) later(mine, fresh)
}

const isConnected = () => line.connected

async function takeSnapshot(mine: number): Promise<boolean> {
  taking = true
  const answer = await readSnapshot()
  if (mine !== attempt) return false
  taking = false
  failure.value = answer.ok ? null : answer.failure
  if (!answer.ok) {
    later(mine, true)
    return false
  }
  setServerTime(answer.value.at)
  heard()
  world.value = applySnapshot(answer.value)
  lanes.flush()
  return true
}

function later(mine: number, fresh: boolean): void {
  window.setTimeout(() => {
    if (mine === attempt && live !== null) void catchUp(fresh)
  }, 3000)
}

/** Opens the stream for whoever is signed in; the world comes with a snapshot and goes on by events. */
export function openWorld(refused: () => void): void {
  live = openLive({
    changed,
    resync: () => void catchUp(true),
    pulse: (at, now) => {
      hearStuck(now)
      setServerTime(at)
      heard()
    },
    connected: (is) => {
      line.connected = is
      line.following = false
      // A snapshot that is on its way goes on to follow by itself.
      if (is && !taking) void catchUp(false)
    },
    refused,
  })
  void catchUp(true)
}

function lineNow(): Line {
  const { connected, following, heardMs } = line
  return { connected, following, heardMs, hasWorld: world.value !== null }
}

/** Closes the stream and forgets the world, as when somebody signs out. */
export function closeWorld(): void {
  attempt++
  taking = false
  live?.close()
  live = null
  lanes.clear()
  world.value = null
  away.value = null
  stuck.value = { late: 0, dead: 0 }
  failure.value = null
  Object.assign(line, { connected: false, following: false, heardMs: null })
}

/** What came while this page heard nothing, until somebody notes it. */
export function useAway() {
  const missed = computed(() => {
    if (away.value === null || world.value === null) return null
    const { alerts, incidents } = world.value
    return { ...away.value, ...missedIn(away.value, { alerts: alerts.values(), incidents: incidents.values() }) }
  })
  return { missed, note: () => (away.value = null) }
}

const drawer = <K extends keyof World>(name: K) => computed<World[K] | undefined>(() => world.value?.[name])

const drawers = {
  incidents: drawer('incidents'),
  alerts: drawer('alerts'),
  zones: drawer('zones'),
  facilities: drawer('facilities'),
  rules: drawer('rules'),
  silences: drawer('silences'),
  escalations: drawer('escalations'),
  teams: drawer('teams'),
} as const

/** The parts of the world, each by itself: whoever reads one is not disturbed when another changes, as incidents do all day. */
export function useDrawers() {
  return drawers
}

/** The world as far as it is known, how current it is, and why there is none. */
export function useWorld() {
  const now = useNow()
  const connection = computed<Connection>(() => connectionOf(lineNow(), now.value))
  return { world, failure, connection, now, stuck }
}
