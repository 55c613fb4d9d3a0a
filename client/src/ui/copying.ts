/** Puts a text on the clipboard. Without a secure address the browser keeps it to itself: then the answer is false. */
export async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}
