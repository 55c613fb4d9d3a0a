/** To make a format takes fifty times as long as to use it, and a page needs few: each is made once. */
function once<O, F>(make: (tag: string, options: O) => F): (tag: string, options: O) => F {
  const made = new Map<string, F>()
  return (tag, options) => {
    const name = `${tag} ${JSON.stringify(options)}`
    const format = made.get(name) ?? make(tag, options)
    made.set(name, format)
    return format
  }
}

export const dateFormat = once((tag, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(tag, options))
export const numberFormat = once((tag, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(tag, options))
export const relativeFormat = once(
  (tag, options: Intl.RelativeTimeFormatOptions) => new Intl.RelativeTimeFormat(tag, options),
)
