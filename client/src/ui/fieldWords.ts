type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement
type Say = (key: string, values?: Record<string, unknown>) => string

let first: Field | null = null
/** Whether it is gone to once all that is wanting is found. */
let isDue = false
let told = 0

/** Says at each field that is found wanting what it wants, in the reader's language; a browser's bubble speaks its own. */
export function sayFieldWords(say: Say): void {
  document.addEventListener('invalid', (event) => found(event, say), true)
}

function found(event: Event, say: Say): void {
  const { target } = event
  if (!isField(target)) return
  event.preventDefault()
  first ??= target
  // In a turn of its own: after a click, a microtask runs between one field and the next.
  if (!isDue) setTimeout(toFirst)
  isDue = true
  const place = placeOf(target)
  if (place === null || isSaid(place, wanted(target, say))) return
  const words = Object.assign(document.createElement('p'), {
    className: 'wrong wanted',
    textContent: wanted(target, say),
  })
  words.id = `wanted-${++told}`
  place.append(words)
  describe(target, words)
}

/** A choice is wanting once, and not at each thing that may be chosen. */
function placeOf(field: Field): Element | null {
  return (
    field.closest(field.type === 'radio' ? 'fieldset, [role="radiogroup"]' : 'label, .field, fieldset') ??
    field.parentElement
  )
}

/** By itself, or by a field that speaks of what is typed. */
function isSaid(place: Element, words: string): boolean {
  return place.querySelector(':scope > .wanted') !== null || place.textContent.includes(words)
}

/** Until it is changed. */
function describe(field: Field, words: HTMLElement): void {
  const before = field.getAttribute('aria-describedby')
  field.setAttribute('aria-describedby', [before, words.id].filter(Boolean).join(' '))
  field.setAttribute('aria-invalid', 'true')
  const scope = field.type === 'radio' ? words.parentElement : field
  const undo = () => {
    words.remove()
    field.removeAttribute('aria-invalid')
    if (before === null) field.removeAttribute('aria-describedby')
    else field.setAttribute('aria-describedby', before)
    for (const kind of ['input', 'change']) scope?.removeEventListener(kind, undo)
  }
  for (const kind of ['input', 'change']) scope?.addEventListener(kind, undo)
}

function toFirst(): void {
  // What is folded away cannot be gone to.
  for (let it = first?.closest('details'); it; it = it.parentElement?.closest('details')) it.open = true
  first?.focus()
  // What is said of it may lie below what is seen.
  const place = first && placeOf(first)
  place?.scrollIntoView({ block: 'nearest' })
  first = null
  isDue = false
}

function wanted(field: Field, say: Say): string {
  const { validity } = field
  if (validity.customError) return field.validationMessage
  if (validity.valueMissing) return say(`wanted.${missing(field)}`)
  if (validity.tooShort && field instanceof HTMLInputElement) return say('wanted.short', { n: field.minLength })
  return say(validity.typeMismatch ? `wanted.${field.type === 'email' ? 'email' : 'url'}` : 'wanted.other')
}

function missing(field: Field): 'text' | 'choice' | 'tick' {
  if (field.type === 'checkbox') return 'tick'
  return field.type === 'radio' || field instanceof HTMLSelectElement ? 'choice' : 'text'
}

function isField(it: EventTarget | null): it is Field {
  return it instanceof HTMLInputElement || it instanceof HTMLSelectElement || it instanceof HTMLTextAreaElement
}
