/** A title with how many alerts wait before it; as it is while none does. */
export function badgedTitle(title: string, waiting: number): string {
  return waiting === 0 ? title : `(${waiting}) ${title}`
}

/** The page's icon with how many alerts wait, as an address; null while none does. */
export function badgedIcon(waiting: number): string | null {
  if (waiting === 0) return null
  const text = waiting > 99 ? '99+' : String(waiting)
  const size = text.length === 1 ? 17 : text.length === 2 ? 15 : 11
  const svg = [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">',
    '<circle cx="12" cy="12" r="12" fill="#d11f38"/>',
    `<text x="12" y="${12 + size * 0.36}" font-family="sans-serif" font-weight="700" font-size="${size}"`,
    ` text-anchor="middle" fill="#fff">${text}</text></svg>`,
  ].join('')
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}
