/** What the house writes into the watch log by itself, in English. */
export const shiftSentences = {
  'shift.began': '{officer} took the watch',
  'shift.relieved': '{officer} took the watch, relieving {relieved}',
  'shift.ended': '{officer} left the watch',
  'shift.signed': '{officer} signed a handover',
  'shift.withdrawn': '{officer} withdrew the handover',
  'shift.countersigned': '{officer} signed the handover of {relieved} and took over',
} as const

/** What stands before and after each name in those sentences; nothing at an end. */
export const aroundNames = Object.values(shiftSentences).flatMap((it) => {
  const parts = it.split(/\{\w+\}/)
  return parts.slice(1).map((after, at) => ({ before: parts[at] ?? '', after }))
})
