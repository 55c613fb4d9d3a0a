import type { Language } from '@cordon/alerts'
import { createI18n } from 'vue-i18n'
import { recall, remember } from '../ui/memory.js'
import en from './en.json'

/** The languages by their own names. */
export const languages = {
  en: { name: 'English', dir: 'ltr' },
  ar: { name: 'العربية', dir: 'rtl' },
} as const satisfies Readonly<Record<Language, { readonly name: string; readonly dir: string }>>

export function languageOf(locale: string): Language {
  return locale === 'ar' ? 'ar' : 'en'
}

/** The first language that a browser's reader prefers and the page speaks; English where it speaks none of them. */
export function languageOfBrowser(preferred: readonly string[]): Language {
  const spoken = preferred.map((it) => it.toLowerCase().split('-', 1)[0]).find((it) => it === 'ar' || it === 'en')
  return languageOf(spoken ?? 'en')
}

/** Arabic has six forms of number: none, one, two, 3–10, 11–99 and the rest. */
export function arabicForm(count: number, forms: number): number {
  const tail = count % 100
  const form = count < 3 ? count : tail >= 3 && tail <= 10 ? 3 : tail >= 11 ? 4 : 5
  return Math.min(form, forms - 1)
}

export const i18n = createI18n({
  legacy: false,
  locale: 'en',
  fallbackLocale: 'en',
  // Arabic is loaded when it is asked for; until then it says the same in English.
  messages: { en, ar: en },
  pluralRules: { ar: arabicForm },
})

/** Speaks a language that the reader has chosen, and remembers it. */
export async function speak(language: Language): Promise<void> {
  await turnTo(language)
  remember('language', language)
}

/** Loads a language and turns the page to its direction. */
async function turnTo(language: Language): Promise<void> {
  if (language === 'ar') i18n.global.setLocaleMessage('ar', (await import('./ar.json')).default)
  i18n.global.locale.value = language
  document.documentElement.lang = language
  document.documentElement.dir = languages[language].dir
}

/** Takes up the language that the reader chose before; who has not chosen is spoken to in that of their browser. */
export function speakFirst(): void {
  const language = languageOf(recall('language') ?? languageOfBrowser(navigator.languages))
  if (language === 'ar') void turnTo(language)
}
