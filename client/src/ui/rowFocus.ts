import { nextTick, type ShallowRef } from 'vue'

/**
 * Where the focus goes in a form whose rows come and go by buttons: to what came, or to what stands now where one went, and
 * to the button that adds one where none is left. So whoever uses keys goes on from there, and is not put back to the head
 * of a dialog. The rows are the children of `list` that are marked `data-row`.
 */
export function useRowFocus(list: Readonly<ShallowRef<HTMLElement | null>>) {
  const rows = () => [...(list.value?.querySelectorAll<HTMLElement>(':scope > [data-row]') ?? [])]
  const enter = (row: HTMLElement | undefined) => {
    const field = row?.querySelector<HTMLElement>('input, select') ?? list.value?.querySelector(':scope > button')
    if (field instanceof HTMLElement) field.focus()
  }
  async function came(): Promise<void> {
    await nextTick()
    enter(rows().at(-1))
  }
  async function went(at: number): Promise<void> {
    await nextTick()
    enter(rows()[at] ?? rows().at(-1))
  }
  return { came, went }
}
