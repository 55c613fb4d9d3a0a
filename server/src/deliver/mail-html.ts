import type { MailMap } from './mail-map.js'
import type { ReportTold } from './message.js'
import type { MapWords } from './phrases.js'
import { phrasesIn } from './phrases-in.js'
import type { Said } from './words.js'

/** By what the picture that comes with a mail is known in it. */
export const mapContentId = 'map@cordon'

/** What is shown beside the words. */
interface Beside {
  readonly report: ReportTold | null
  readonly map: MailMap | null
}

/** The same words in HTML, in the reader's own colours; nothing is fetched from anywhere. */
export function mailHtml({ title, lines, link, language }: Said, { report, map }: Beside): string {
  const { direction, open, map: mapWords } = phrasesIn(language)
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
    ...(report === null ? [] : [factsHtml(report), figuresHtml(report)]),
    ...rows,
    ...(map === null ? [] : mapHtml(mapWords(Math.round(map.kilometresAcross)))),
    ...button,
    '</body></html>',
  ].join('')
}

function mapHtml({ title, about }: MapWords): readonly string[] {
  const image = `<img src="cid:${mapContentId}" alt="${escaped(title)}" width="400" height="230"`
  return [
    `<p style="margin:14px 0 0">${image} style="display:block;max-width:100%;height:auto;border:0;border-radius:4px"></p>`,
    `<p style="margin:4px 0 0;font-size:12px;opacity:.75">${escaped(about)}</p>`,
  ]
}

const cell = 'padding:3px 12px 3px 0;vertical-align:top;text-align:start'

function factsHtml({ facts }: ReportTold): string {
  const row = ([name, value]: readonly [string, string]) =>
    `<tr><th scope="row" style="${cell};font-weight:normal;opacity:.75">${escaped(name)}</th>` +
    `<td style="${cell};word-break:break-word" dir="auto">${escaped(value)}</td></tr>`
  return `<table role="presentation" style="border-collapse:collapse;margin:0 0 12px">${facts.map(row).join('')}</table>`
}

function figuresHtml({ figures }: ReportTold): string {
  const style = `${cell};border-bottom:1px solid #8888`
  const head = figures.head.map((it) => `<th scope="col" style="${style}">${escaped(it)}</th>`).join('')
  const row = ([name = '', ...cells]: readonly string[]) =>
    `<tr><th scope="row" style="${style}">${escaped(name)}</th>` +
    `${cells.map((it) => `<td style="${style}">${escaped(it)}</td>`).join('')}</tr>`
  return `<table style="border-collapse:collapse;margin:0 0 12px"><tr>${head}</tr>${figures.rows.map(row).join('')}</table>`
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
