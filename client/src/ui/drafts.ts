/** A form that somebody has begun, as it is kept. */
export interface Draft {
  /** The tab that wrote it. */
  readonly tab: string
  readonly atMs: number
  readonly json: string
}

const most = 5
const oldestMs = 7 * 86_400_000

/** The draft that a tab goes on with: its own, else the latest one, which a closed page may have left behind. */
export function draftFor(drafts: readonly Draft[], tab: string): Draft | null {
  const latest = drafts.toSorted((a, b) => b.atMs - a.atMs)
  return latest.find((it) => it.tab === tab) ?? latest[0] ?? null
}

/** The drafts with a tab's own replaced, or taken away where it is null; of others the latest few of a week stay. */
export function withDraft(
  drafts: readonly Draft[],
  tab: string,
  now: { readonly atMs: number; readonly json: string | null },
) {
  const others = drafts.filter((it) => it.tab !== tab && now.atMs - it.atMs < oldestMs)
  const own: readonly Draft[] = now.json === null ? [] : [{ tab, atMs: now.atMs, json: now.json }]
  return [...own, ...others.toSorted((a, b) => b.atMs - a.atMs)].slice(0, most)
}
