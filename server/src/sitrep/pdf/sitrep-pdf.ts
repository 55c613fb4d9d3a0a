import type { Sitrep } from '@cordon/alerts'
import { buffer } from 'node:stream/consumers'
import PDFDocument from 'pdfkit'
import { feedPart } from './feed-part.js'
import { countPart, figurePart } from './figure-part.js'
import { groundOf } from '../../picture/ground.js'
import { footPart, headPart, signaturePart } from './head-part.js'
import { listPart, uncertainPart } from './list-part.js'
import { mapFrame, mapPart } from './map-part.js'
import { Pen } from './pen.js'
import { page, Sheet } from './sheet.js'
import { weekPart } from './week-part.js'
import type { SitrepLanguage } from '../../wire/index.js'
import { wordsOf } from './words.js'

/** A report as a document on A4; the same report in the same language is the same to the byte. */
export async function sitrepPdf(report: Sitrep, language: SitrepLanguage): Promise<Buffer> {
  const words = wordsOf(language)
  const frame = mapFrame(report)
  const plot = frame === null ? null : { frame, ground: await groundOf(frame) }
  const doc = new PDFDocument({
    ...{ size: 'A4', bufferPages: true, lang: language, displayTitle: true },
    margins: { top: page.top, bottom: 0, left: page.side, right: page.side },
    // Nothing of when or where it is made: the report says of when it tells.
    info: {
      Title: report.title,
      Author: (report.signedBy ?? report.madeBy).name,
      CreationDate: new Date(report.changedAt),
    },
  })
  const written = buffer(doc)
  const sheet = new Sheet(new Pen(doc, language === 'ar' ? 'rtl' : 'ltr'))
  headPart(sheet, report, words)
  await figurePart(sheet, report, words)
  await feedPart(sheet, report, words)
  weekPart(sheet, report, words)
  mapPart(sheet, report, { plot, words, language })
  await countPart(sheet, report, { words, language })
  await uncertainPart(sheet, report, words)
  await listPart(sheet, report, words)
  signaturePart(sheet, report, words)
  footPart(sheet, report, words)
  doc.end()
  return written
}
