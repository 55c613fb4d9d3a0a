/** Something on the page that can be pressed or filled in, by its name. */
export interface Control {
  readonly name: string
  /** What it stands in, which tells it from others of its name. */
  readonly within: string
  /** The key that is written on it. */
  readonly key: string | null
  readonly isField: boolean
  readonly use: () => void
}

const controls = [
  ...['button', 'a[href]', 'summary', 'input:not([type="hidden"])', 'select', 'textarea'],
  ...['[role="tab"]', '[role="slider"]', '[role="listbox"]', '[contenteditable="true"]'],
].join(', ')
/** Rows of lists, and the places of the page, are found by what they are. */
const elsewhere = 'nav, [role="option"], [role="dialog"], [role="menu"]'
const most = 600

/** All that a view offers now, in the order in which Tab would come to it, so that the palette misses none of it. */
export function controlsIn(root: ParentNode): readonly Control[] {
  const all = [...root.querySelectorAll<HTMLElement>(controls)]
  const offered = all.filter((it) => isOffered(it) && it.closest(elsewhere) === null)
  return offered.slice(0, most).flatMap((it) => {
    const name = nameOf(it)
    return name === '' ? [] : [{ name, within: withinOf(it), key: keyOn(it), isField: isField(it), use: () => use(it) }]
  })
}

/** The name of each, with what it stands in where several bear the same name. */
export function toldApart(found: readonly Control[]): readonly (readonly [text: string, control: Control])[] {
  const count = new Map<string, number>()
  for (const { name } of found) count.set(name, (count.get(name) ?? 0) + 1)
  return found.map((it) => [
    (count.get(it.name) ?? 0) > 1 && it.within !== '' ? `${it.name} · ${it.within}` : it.name,
    it,
  ])
}

function isOffered(it: HTMLElement): boolean {
  if (it.matches(':disabled, [aria-disabled="true"], [inert] *')) return false
  return it.checkVisibility({ visibilityProperty: true })
}

function isField(it: HTMLElement): boolean {
  if (it instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'submit', 'file'].includes(it.type)
  return it.matches('select, textarea, [role="slider"], [role="listbox"], [contenteditable]')
}

function nameOf(it: HTMLElement): string {
  const labels = it instanceof HTMLInputElement || it instanceof HTMLSelectElement || it instanceof HTMLTextAreaElement
  const label = labels ? it.labels?.[0] : null
  const said =
    it.getAttribute('aria-label') ?? byId(it) ?? (label ? textOf(label) : null) ?? (labels ? null : textOf(it))
  return said?.trim() || it.title || it.getAttribute('placeholder') || ''
}

function byId(it: HTMLElement): string | null {
  const ids = it.getAttribute('aria-labelledby')?.split(' ') ?? []
  return ids.length === 0 ? null : ids.map((id) => document.getElementById(id)?.textContent ?? '').join(' ')
}

/** What somebody reads in it: without keys, and without what is drawn for the eye alone. */
function textOf(it: HTMLElement): string {
  const read = document.createTreeWalker(it, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement?.closest('kbd, select, textarea, [aria-hidden="true"]') ? 2 : 1,
  )
  const parts: string[] = []
  while (read.nextNode()) parts.push(read.currentNode.nodeValue ?? '')
  return parts.join(' ').replace(/\s+/g, ' ').trim()
}

function withinOf(it: HTMLElement): string {
  const around = it.closest('li, tr, article, fieldset, [role="group"][aria-label], section[aria-label]')
  if (!(around instanceof HTMLElement)) return ''
  const head = around.querySelector<HTMLElement>('h1, h2, h3, h4, legend, th, b, bdi, [dir="auto"], td')
  return (around.getAttribute('aria-label') ?? (head ? textOf(head) : textOf(around))).slice(0, 60)
}

function keyOn(it: HTMLElement): string | null {
  return it.getAttribute('aria-keyshortcuts') ?? it.querySelector('kbd')?.textContent ?? null
}

/** As somebody would who tabs there and presses Enter; what is filled in only gets the focus. */
function use(it: HTMLElement): void {
  it.scrollIntoView({ block: 'nearest' })
  it.focus()
  if (isField(it)) return
  const enter = new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', cancelable: true })
  const isAnswered = it.matches('[role="tab"], [aria-haspopup]') && !it.dispatchEvent(enter)
  if (!isAnswered) it.click()
}
