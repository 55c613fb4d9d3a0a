import { Inject, Injectable } from '@nestjs/common'
import type { Language, Sitrep } from '@cordon/alerts'
import { sitrepBody, sitrepById, type ClaimedReport, type Database, type SitrepRow } from '@cordon/db'
import { DATABASE } from '../platform/database.js'
import { sitrepFileName } from '../sitrep/file-name.js'
import { Lately } from './lately.js'
import type { ReportMessage, UnsignedMessage } from './message.js'

/** Mail servers take 10 MB or more, of which the encoding of a document takes a third. */
const mostBytes = 7_000_000

/** Puts reports into letters. A signed one stays as it is but for names: it is read and printed once for all whom it is sent to. */
@Injectable()
export class ReportLetters {
  private readonly signed = new Lately<Sitrep>(2)
  private readonly printed = new Lately<Buffer>(4)

  constructor(@Inject(DATABASE) private readonly database: Pick<Database, 'query'>) {}

  async contentOf(of: ClaimedReport, language: Language): Promise<ReportMessage | UnsignedMessage> {
    // Loaded where it is asked for: letters and paper are much to start with.
    const { reportTold, unsignedTold } = await import('./report-told.js')
    const { sitrepId, about } = of
    if (of.kind === 'unsigned')
      return { is: 'unsigned', sitrepId, told: unsignedTold(await this.read(sitrepId), language) }
    const report = await this.present(sitrepId)
    const document = await this.documentOf(report, language)
    const told = reportTold(report, { language, by: about.by.name, isWhole: document !== null })
    return { is: 'report', sitrepId, corrects: report.corrects, told, document }
  }

  private async documentOf(report: Sitrep, language: Language): Promise<ReportMessage['document']> {
    const bytes = await this.printed.of(`${keyOf(report)} ${language}`, () => printed(report, language))
    return bytes.length > mostBytes ? null : { name: sitrepFileName(report, language), bytes }
  }

  /** As it was read last, unless somebody whom it names was forgotten since. */
  private async present(id: string): Promise<Sitrep> {
    const [row] = await this.database.query<Pick<SitrepRow, 'body'>>(sitrepBody(id))
    const key = row === undefined ? id : keyOf(row.body)
    return this.signed.of(key, () => this.read(id))
  }

  private async read(id: string): Promise<Sitrep> {
    const [row] = await this.database.query<SitrepRow>(sitrepById(id))
    if (row === undefined) throw new Error(`There is no report ${id}.`)
    return { ...row.body, content: row.content }
  }
}

/** By what a signed report is known, with the names that it has now. */
function keyOf({ id, madeBy, signedBy }: Pick<Sitrep, 'id' | 'madeBy' | 'signedBy'>): string {
  return JSON.stringify([id, madeBy.name, signedBy?.name])
}

async function printed(report: Sitrep, language: Language): Promise<Buffer> {
  const { sitrepPdf } = await import('../sitrep/pdf/sitrep-pdf.js')
  return sitrepPdf(report, language)
}
