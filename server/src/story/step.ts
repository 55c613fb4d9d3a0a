import { instantMs, instantOf } from '@cordon/alerts'
import type { Entry } from '../ingest/entry.js'
import type { Step } from './theatre.js'

/** One telling of the story. */
export interface Telling {
  /** Part of every external id: a replay tells incidents of its own. */
  readonly name: string
  readonly exercise: boolean
  /** By how much every time in the story is moved, so that what lies hours apart still does, however fast it is told. */
  readonly shiftMs: number
  /** The ids of the incidents told so far, by their key in the story. */
  readonly ids: ReadonlyMap<string, string>
}

/** What a step asks of the incidents when it is told at `toldAt`. */
export function entryOf(step: Step, telling: Telling, toldAt: string): Entry {
  switch (step.do) {
    case 'incident':
      return { what: 'new', input: told(step, telling) }
    case 'report': {
      const externalId = `${telling.name}:${step.of}:${step.at}`
      return { what: 'report', id: idOf(step.of, telling), report: { ...step.report, externalId, reportedAt: toldAt } }
    }
    case 'correct':
      return { what: 'correct', id: idOf(step.of, telling), patch: step.patch, ifMatch: null }
    case 'merge':
      return { what: 'merge', id: idOf(step.of, telling), into: idOf(step.into, telling), reason: step.reason }
  }
}

function told(step: Step & { do: 'incident' }, { name, exercise, shiftMs }: Telling) {
  const { properties: said } = step.feature
  const moved = (instant: string) => instantOf(instantMs(instant) + shiftMs)
  return {
    ...step.feature,
    properties: {
      ...said,
      occurredFrom: moved(said.occurredFrom),
      occurredTo: said.occurredTo == null ? null : moved(said.occurredTo),
      reportedAt: moved(step.at),
      externalId: `${name}:${step.key}`,
      exercise,
    },
  }
}

function idOf(key: string, { ids }: Telling): string {
  const id = ids.get(key)
  if (id === undefined) throw new Error(`The story speaks of "${key}" before it is told.`)
  return id
}

/** A step as a line for people. */
export function describeStep(step: Step): string {
  switch (step.do) {
    case 'incident':
      return `${step.feature.properties.title} · ${step.feature.properties.source ?? 'no source'}`
    case 'report':
      return `${step.report.title} · ${step.report.source} says so too`
    case 'correct':
      return `Corrected: ${step.patch.reason}`
    case 'merge':
      return `Merged: ${step.reason}`
  }
}
