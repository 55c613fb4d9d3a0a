/**
 * What a table of incidents may show behind when something happened and what it is, in this order. How sure it is stands
 * in every table.
 */
const all = ['kind', 'place', 'within', 'grade', 'status', 'actors', 'source', 'recorded'] as const
export type Column = (typeof all)[number]

/** Those that the reader chooses. */
export const choosable = all.filter((it) => it !== 'grade')
export type ChosenColumn = (typeof choosable)[number]

export const usualColumns: readonly ChosenColumn[] = ['kind', 'place', 'within', 'status']

/** Least width in pixels, and the share that a column takes of what is left over. */
const widths: Readonly<Record<Column, readonly [least: number, share: number]>> = {
  kind: [96, 1],
  place: [110, 1.4],
  within: [96, 0],
  grade: [44, 0],
  status: [96, 0],
  actors: [96, 1],
  source: [96, 1],
  recorded: [132, 0],
}
/** Severity, when and the title, which is as wide as it may be. */
const firstTracks = '20px 216px minmax(180px, 3fr)'
const firstLeast = 20 + 216 + 180
const gap = 12

/** The columns of a table with those that were chosen, in the order of the table. */
export function shownColumns(chosen: readonly ChosenColumn[]): readonly Column[] {
  return all.filter((it) => it === 'grade' || chosen.some((one) => one === it))
}

/** How wide the columns are, as a grid says it. */
export function tracksOf(columns: readonly Column[]): string {
  const tracks = columns.map((it) => {
    const [least, share] = widths[it]
    return share === 0 ? `${least}px` : `minmax(${least}px, ${share}fr)`
  })
  return [firstTracks, ...tracks].join(' ')
}

/** How many pixels a table with these columns takes at least; a narrower room is scrolled. */
export function leastWidth(columns: readonly Column[]): number {
  const least = columns.reduce((sum, it) => sum + widths[it][0], firstLeast)
  return least + gap * (columns.length + 4)
}

/** What was kept, as `kind,place`; what is not known to this page is left out, and nothing kept is as usual. */
export function columnsIn(kept: string | null): readonly ChosenColumn[] {
  if (kept === null) return usualColumns
  const names = kept.split(',')
  return choosable.filter((it) => names.includes(it))
}
