import { useI18n } from 'vue-i18n'
import { isolated } from './isolated.js'
import { notify } from './notices.js'

/**
 * Puts a text on the clipboard; false where the browser keeps it to itself. At a plain http address, as houses have it on
 * their own network, a page has no clipboard: there it copies as the reader's keys would.
 */
export async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copiedAsByKeys(text)
  }
}

/** Copies a text that is selected for that moment; what was selected before is selected again. */
function copiedAsByKeys(text: string): boolean {
  const selection = window.getSelection()
  if (selection === null) return false
  const before = Array.from({ length: selection.rangeCount }, (_, at) => selection.getRangeAt(at))
  const shown = document.createElement('span')
  shown.textContent = text
  shown.className = 'heard'
  const give = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text)
    event.preventDefault()
  }
  document.body.append(shown)
  document.addEventListener('copy', give)
  selection.selectAllChildren(shown)
  // Deprecated, with nothing in its place at such an address.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const is = document.execCommand('copy')
  document.removeEventListener('copy', give)
  selection.removeAllRanges()
  for (const range of before) selection.addRange(range)
  shown.remove()
  return is
}

/** Copies a text for whoever pressed for it, and says what came of it: `said` where it is copied, unless that is to be seen. */
export function useCopying() {
  const { t } = useI18n()
  return async (text: string, said: string | null = t('copied')): Promise<boolean> => {
    const is = await copied(text)
    if (is && said !== null) notify(said)
    if (!is) notify(t('copyKept', { text: isolated(text) }), { bad: true })
    return is
  }
}
