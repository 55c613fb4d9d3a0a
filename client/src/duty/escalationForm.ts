import type { CallingChannel, Escalation, EscalationStep, EscalationTarget } from '@cordon/alerts'
import type { EscalationInput } from '@cordon/server/wire'

/** What stands in the form of an escalation; minutes after which an acknowledgement expires may stay empty. */
export interface EscalationForm {
  name: string
  steps: StepForm[]
  repeats: number
  acknowledgements: 1 | 2
  lapse: number | ''
}

export interface StepForm {
  afterMinutes: number
  tells: Choice[]
  by: CallingChannel[]
}

/** A target as a choice: its kind and id in one value. */
export type Choice = 'room' | `account ${string}` | `rotation ${string}`

/** A step to begin with: the room is called after some minutes. */
export const firstStep = (afterMinutes: number): StepForm => ({ afterMinutes, tells: ['room'], by: [] })

/** A form to begin with. */
export function emptyEscalation(): EscalationForm {
  return { name: '', steps: [firstStep(5)], repeats: 0, acknowledgements: 1, lapse: '' }
}

export function escalationFormOf(escalation: Escalation): EscalationForm {
  const { name, steps, repeats, acknowledgements, lapseMinutes } = escalation
  return { name, steps: steps.map(stepForm), repeats, acknowledgements, lapse: lapseMinutes ?? '' }
}

function stepForm({ afterMinutes, tells, by = [] }: EscalationStep): StepForm {
  return { afterMinutes, tells: tells.map(choiceOf), by: [...by] }
}

function choiceOf(it: EscalationTarget): Choice {
  return it.kind === 'room' ? 'room' : `${it.kind} ${it.id}`
}

/** The escalation that the form tells, for the server. */
export function escalationSaid({ name, steps, lapse, ...rest }: EscalationForm): EscalationInput {
  return {
    ...rest,
    name: name.trim(),
    steps: steps.map(({ tells, ...more }) => ({ ...more, tells: tells.map(targetOf) })),
    lapseMinutes: lapse === '' ? null : lapse,
  }
}

function targetOf(choice: Choice): EscalationTarget {
  const [kind, id = ''] = choice.split(' ')
  if (kind === 'account' || kind === 'rotation') return { kind, id }
  return { kind: 'room' }
}
