/** The languages in which messages are told. */
export const languages = ['en', 'ar'] as const
export type Language = (typeof languages)[number]
