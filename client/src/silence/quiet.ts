import type { Silence } from '@cordon/alerts'

/** How something is quiet: a snooze tells afterwards what it kept back, a silence tells it to nobody. */
export type Quiet = 'silence' | 'snooze'

/** How a zone is quiet by all that is on for it: what one silence keeps back no snooze tells. */
export function quietOf(on: readonly Pick<Silence, 'isSnooze'>[]): Quiet {
  return on.every(({ isSnooze }) => isSnooze === true) ? 'snooze' : 'silence'
}

/** Things that are quiet, each kind under its own word; a kind that nothing is of is left out. */
export function byQuiet<T extends { readonly quiet: Quiet }>(things: readonly T[]) {
  return (['silence', 'snooze'] as const)
    .map((quiet) => ({ quiet, those: things.filter((it) => it.quiet === quiet) }))
    .filter(({ those }) => those.length > 0)
}
