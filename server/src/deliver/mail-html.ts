import { phrasesIn } from './phrases-in.js'
import type { Said } from './words.js'

/** The same words in HTML, in the reader's own colours; nothing is fetched from anywhere. */
export function mailHtml({ title, lines, link, language }: Said): string {
  const { direction, open } = phrasesIn(language)
  const rows = lines.map((line) => `<p style="margin:0 0 6px" dir="auto">${escaped(line)}</p>`)
  const button =
    link === null
      ? []
      : [`<p style="margin:16px 0 0"><a href="${escaped(link)}" style="font-weight:bold">${open}</a></p>`]
  return [
    `<!doctype html><html lang="${language}" dir="${direction}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"></head>',
    '<body style="font-family:sans-serif;font-size:15px;line-height:1.45;max-width:640px;margin:0;padding:16px">',
    `<h1 style="font-size:18px;margin:0 0 12px" dir="auto">${escaped(title)}</h1>`,
    ...rows,
    ...button,
    '</body></html>',
  ].join('')
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (it) => entities[it] ?? it)
}
