import { expect, it } from 'vitest'
import { icsText } from './icsText.js'

const bytes = (text: string) => new TextEncoder().encode(text)

it('reads a line that is folded amid a character, at each of its bytes, and leaves lines their numbers', () => {
  const whole = bytes('SUMMARY:عيد الفطر 😀\r\nUID:1\r\n')
  for (const fold of ['\r\n ', '\n\t', '\r ']) {
    for (let at = 1; at < whole.length - 9; at += 1) {
      const folded = Uint8Array.from([...whole.subarray(0, at), ...bytes(fold), ...whole.subarray(at)])
      const text = icsText(folded) ?? ''
      expect(text.replace(fold, '')).toBe('SUMMARY:عيد الفطر 😀\r\nUID:1\r\n')
    }
  }
})

it('is no text in another encoding, such as that of Windows for Arabic', () => {
  expect(icsText(Uint8Array.from([...bytes('SUMMARY:'), 0xda, 0xed, 0xcf]))).toBe(null)
})
