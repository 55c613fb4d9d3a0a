import { send, type Answered, type Who } from './people.js'
import { belongings, isPerson, type Belonging, type Stage } from './stage.js'
import { table, type Entry, type Wanted } from './table.js'

/** Somebody's own things and their team's, everybody's, and what is others' alone; a token has nothing and is in no team. */
export function triedOn(entry: Entry, who: Who): readonly Belonging[] {
  if (entry.belongs === undefined) return ['shared']
  return belongings.filter((belonging) => isPerson(who) || (belonging !== 'own' && belonging !== 'ours'))
}

function pathOf(path: string, { params = {}, query }: Wanted): string {
  const filled = path.replace(/:(\w+)/g, (_all, name: string) => encodeURIComponent(params[name] ?? `no ${name}`))
  return query === undefined ? filled : `${filled}?${query}`
}

export interface Knock {
  /** Method and path, as the table has them. */
  readonly key: string
  readonly who: Who
  readonly belonging: Belonging
}

/** Asks one route of the table as somebody, about something of somebody's. */
export async function knock(stage: Stage, { key, who, belonging }: Knock): Promise<Answered> {
  const entry = table[key]
  if (entry === undefined) throw new Error(`${key} has no entry.`)
  const [method = '', path = ''] = key.split(' ')
  const wanted = await entry.request(stage, who, belonging)
  const as = entry.endsSession === true ? await stage.fresh(who) : stage.key(who)
  return send(stage.server.url, { method, path: pathOf(path, wanted), body: wanted.body }, as)
}
