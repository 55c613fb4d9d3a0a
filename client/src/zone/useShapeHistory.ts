import { computed, shallowRef, watch, type Ref } from 'vue'
import { isSame } from '../ui/same.js'
import { back, begun, forth, stepped } from './steps.js'
import type { ZoneForm } from './zoneForm.js'

type Shaped = Pick<ZoneForm, 'shape' | 'drawn' | 'centre' | 'facilityId'>

function shapedOf({ shape, drawn, centre, facilityId }: ZoneForm): Shaped {
  return { shape, drawn, centre, facilityId }
}

/** A field that is typed into takes back what was typed by itself: all of it is one step here. */
function isTyping(): boolean {
  return document.activeElement?.closest('textarea, input:not([type="radio"], [type="checkbox"])') != null
}

/** What a zone's shape was before each thing that was done to it, so that it can be taken back. */
export function useShapeHistory(form: Ref<ZoneForm>) {
  const steps = shallowRef(begun(shapedOf(form.value)))
  let held = false
  let typed = false

  function step(to: Shaped): void {
    steps.value = stepped(steps.value, to, isSame)
  }
  watch(
    () => shapedOf(form.value),
    (to, from) => {
      if (held || isSame(to, from)) return
      if (isTyping()) return void (typed = true)
      if (typed) step(from)
      typed = false
      step(to)
    },
  )
  /** What is there now is a step, and what changes from now on is part of the next one. */
  function hold(): void {
    if (!held) step(shapedOf(form.value))
    held = true
  }
  function settle(): void {
    held = false
    step(shapedOf(form.value))
  }
  function go(to: typeof back): void {
    settle()
    steps.value = to(steps.value)
    form.value = { ...form.value, ...steps.value.now }
  }
  return {
    ...{ hold, settle },
    /** It came about by these, one after the other. */
    through: (all: readonly Shaped['drawn'][]) => all.forEach((drawn) => step({ ...shapedOf(form.value), drawn })),
    begin: () => (steps.value = begun(shapedOf(form.value))),
    mayUndo: computed(() => steps.value.past.length > 0),
    mayRedo: computed(() => steps.value.future.length > 0),
    undo: () => go(back),
    redo: () => go(forth),
  }
}
export type ShapeHistory = ReturnType<typeof useShapeHistory>
