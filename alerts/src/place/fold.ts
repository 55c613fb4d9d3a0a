/**
 * Names of places brought to a form in which spellings can be compared: small letters without marks, hyphens or
 * articles. Arabic script keeps its letters; those that writers exchange (alef with and without hamza, ya, ta marbuta)
 * become one, as do the letters that Kurdish and Persian write differently.
 */
const exchanged: Readonly<Record<string, string>> = {
  ...{ ı: 'i', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ß: 'ss', æ: 'ae', œ: 'oe', ə: 'e', ŋ: 'n', ħ: 'h' },
  ...{
    أ: 'ا',
    إ: 'ا',
    آ: 'ا',
    ٱ: 'ا',
    ى: 'ي',
    ئ: 'ي',
    ی: 'ي',
    ێ: 'ي',
    ؤ: 'و',
    ۆ: 'و',
    ۇ: 'و',
    ة: 'ه',
    ە: 'ه',
    ھ: 'ه',
    ہ: 'ه',
  },
  ...{ ک: 'ك', گ: 'ك', پ: 'ب', ڤ: 'ف', ڕ: 'ر', ڵ: 'ل', ژ: 'ز', ء: '' },
}

const marks = /[\p{Mn}\u0640\u02be\u02bf\u02bb\u02bc\u2018\u2019\u201c\u201d'`´"]/gu
const exchangeable = new RegExp(`[${Object.keys(exchanged).join('')}]`, 'gu')
const separators = /[^\p{L}\p{N}]+/gu

/** Articles as they are written: plain, or as the sun letter that they go before makes them. */
const plainArticle = /^[aeiu]?l$/
const sunArticle = /^[ae](?:sh|dh|th|[sznrdt])$/

/** Words for what kind of unit it is, in Arabic, which some gazetteers hold as part of a name. */
const unitWord = /^(?:nahiyat|nahiya|qada|muhafazat|ناحيه|قضاء|قضا|محافظه)$/u

/** The words of a name, folded, without articles; a name that is nothing but an article keeps it. */
export function foldedWords(name: string): readonly string[] {
  const plain = name
    .toLowerCase()
    .normalize('NFD')
    .replace(marks, '')
    .normalize('NFC')
    .replace(exchangeable, (letter) => exchanged[letter] ?? letter)
  const words = plain.split(separators).filter((word) => word !== '')
  const bare = words.flatMap((word, at) => (isLeftOut(word, words[at + 1]) ? [] : [withoutArabicArticle(word)]))
  return bare.length > 0 ? bare : words
}

/** A name as one run of folded letters: writers part and join words as they like. */
export function fold(name: string): string {
  return foldedWords(name).join('')
}

function isLeftOut(word: string, next: string | undefined): boolean {
  return next !== undefined && (unitWord.test(word) || isArticle(word, next))
}

/** An assimilated article counts as one only before the letter that it has become. */
function isArticle(word: string, next: string): boolean {
  return plainArticle.test(word) || (sunArticle.test(word) && next.startsWith(word.slice(1)))
}

function withoutArabicArticle(word: string): string {
  return /^ال.{2}/u.test(word) ? word.slice(2) : word
}
