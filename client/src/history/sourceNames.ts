import { shallowRef } from 'vue'
import { listSources } from '../api/sources.js'

const names = shallowRef<ReadonlyMap<string, string>>(new Map())
let isAsked = false

/** What a source is called; null until that is known. All are asked for once the first of them is to be named. */
export function sourceName(id: string): string | null {
  if (!isAsked) void ask()
  return names.value.get(id) ?? null
}

async function ask(): Promise<void> {
  isAsked = true
  const answer = await listSources()
  isAsked = answer.ok
  if (answer.ok) names.value = new Map(answer.value.items.map((it) => [it.id, it.name]))
}
