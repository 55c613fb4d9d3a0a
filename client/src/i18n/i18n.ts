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

/** Loads a language, turns the page to its direction and remembers the choice. */
export async function speak(language: Language): Promise<void> {
  if (language === 'ar') i18n.global.setLocaleMessage('ar', (await import('./ar.json')).default)
  i18n.global.locale.value = language
  document.documentElement.lang = language
  document.documentElement.dir = languages[language].dir
  remember('language', language)
}

/** Takes up the language that the reader chose before. */
export function speakAsBefore(): void {
  if (recall('language') === 'ar') void speak('ar')
}
