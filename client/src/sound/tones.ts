import type { Severity } from '@cordon/alerts'

/** What can be heard: how bad a real alert is, or that an exercise is on. */
export type Sound = Severity | 'exercise'

/** One tone: when it begins after the sound does, for how long it lasts, and how high it is. */
export interface Tone {
  readonly atMs: number
  readonly forMs: number
  readonly hertz: number
}

function rising(times: number, [low, high]: readonly [number, number]): readonly Tone[] {
  return Array.from({ length: times }, (_, at) => [
    { atMs: at * 360, forMs: 130, hertz: low },
    { atMs: at * 360 + 140, forMs: 150, hertz: high },
  ]).flat()
}

/** The sound of each severity: the worse, the more often and the higher; each can be told from the others by its count. */
export const tones = {
  extreme: rising(3, [880, 1320]),
  severe: rising(2, [740, 988]),
  moderate: rising(1, [587, 784]),
  minor: [{ atMs: 0, forMs: 220, hertz: 523 }],
  unknown: [{ atMs: 0, forMs: 160, hertz: 440 }],
  /** Falls where real ones rise, whatever is played. */
  exercise: [
    { atMs: 0, forMs: 200, hertz: 392 },
    { atMs: 220, forMs: 260, hertz: 294 },
  ],
} as const satisfies Record<Sound, readonly Tone[]>
