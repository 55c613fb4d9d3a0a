/** Arabic letters as transliterators write them most, so that a folded Arabic name can be held against a Latin one. */
const letters: Readonly<Record<string, string>> = {
  ...{ ا: 'a', ب: 'b', ت: 't', ث: 'th', ج: 'j', ح: 'h', خ: 'kh', د: 'd', ذ: 'dh', ر: 'r', ز: 'z', س: 's', ش: 'sh' },
  ...{ ص: 's', ض: 'd', ط: 't', ظ: 'z', ع: '', غ: 'gh', ف: 'f', ق: 'q', ك: 'k', ل: 'l', م: 'm', ن: 'n', ه: 'h' },
  ...{ و: 'w', ي: 'y', چ: 'ch' },
}

/** A folded name in Latin letters; one that has no Arabic letter stays as it is. */
export function romanise(folded: string): string {
  return folded.replace(/\p{Script=Arabic}/gu, (letter) => letters[letter] ?? letter)
}
