import type { Rule } from '@cordon/alerts'
import { ruleVersions, type Candidate, type Runner } from '@cordon/db'

const most = 50_000

/** Rules by version. A version never changes, so what was read once stays right. */
export class RuleShelf {
  private readonly rules = new Map<string, Rule>()

  /** The rules of all candidates, read where they are not at hand. */
  async of(candidates: readonly Candidate[], run: Runner): Promise<(candidate: Candidate) => Rule> {
    const missing = new Map(
      candidates
        .filter((it) => it.rule === null && !this.rules.has(keyOf(it)))
        .map((it) => [keyOf(it), { id: it.ruleId, version: it.ruleVersion }]),
    )
    if (missing.size > 0) await this.read([...missing.values()], run)
    return (candidate) => {
      const rule = candidate.rule ?? this.rules.get(keyOf(candidate))
      if (rule === undefined) throw new Error(`Rule ${candidate.ruleId} has no version ${candidate.ruleVersion}.`)
      return rule
    }
  }

  private async read(keys: readonly { id: string; version: number }[], run: Runner): Promise<void> {
    if (this.rules.size + keys.length > most) this.rules.clear()
    const rows = await run.query<{ body: Rule }>(ruleVersions(keys))
    for (const { body } of rows) this.rules.set(`${body.id} ${body.version}`, body)
  }
}

function keyOf(candidate: Candidate): string {
  return `${candidate.ruleId} ${candidate.ruleVersion}`
}
