import type { Sitrep } from './sitrep.js'

/** Whether a report tells of exercises alone: none of them is counted, and whoever reads it has to know why. */
export function isOfExercises({ content }: Pick<Sitrep, 'content'>): boolean {
  return content.incidents.length === 0 && content.left.exercises > 0
}
