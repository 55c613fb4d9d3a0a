import { Inject, Injectable } from '@nestjs/common'
import { IngestService } from '../ingest/ingest.service.js'
import { entryOf, type Telling } from './step.js'
import type { Step } from './theatre.js'

/** Tells steps of the story through the one way in, as users and programs do. */
@Injectable()
export class Teller {
  constructor(@Inject(IngestService) private readonly ingest: IngestService) {}

  /** Tells one step; history alerts nobody. Answers the telling with what it now knows. */
  async tell(
    step: Step,
    telling: Telling,
    when: { readonly toldAt: string; readonly history: boolean },
  ): Promise<Telling> {
    const entry = entryOf(step, telling, when.toldAt)
    const [outcome] = await this.ingest.submit({ entries: [entry], by: 'First story', history: when.history })
    if (outcome?.ok !== true)
      throw new Error(`The story was refused at ${step.at}: ${JSON.stringify(outcome?.failure)}`)
    if (step.do !== 'incident') return telling
    return { ...telling, ids: new Map([...telling.ids, [step.key, outcome.incident.id]]) }
  }
}
