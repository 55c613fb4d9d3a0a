/** One message on the desktop. */
export interface Posted {
  /** A later message with the same tag takes its place. */
  readonly tag: string
  readonly title: string
  readonly body: string
}

/** The messages that this page has put on the desktop. */
export function openBoard(pressed: (tag: string) => void) {
  const shown = new Map<string, Notification>()
  return {
    post({ tag, title, body }: Posted): void {
      const notice = new Notification(title, { tag, body })
      notice.onclick = () => {
        window.focus()
        pressed(tag)
        notice.close()
      }
      shown.set(tag, notice)
    },
    /** Takes down what asks for nobody any more. */
    keepOnly(wanted: (tag: string) => boolean): void {
      for (const [tag, notice] of shown) {
        if (wanted(tag)) continue
        notice.close()
        shown.delete(tag)
      }
    },
  }
}
