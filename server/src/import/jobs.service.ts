import { finding } from '@cordon/alerts'
import { Inject, Injectable } from '@nestjs/common'
import type { RecordMapping } from '@cordon/alerts'
import {
  beginUpload,
  forgetMapping,
  forgetUpload,
  importById,
  latestImports,
  moveImport,
  receivePart,
  saveMapping,
  savedMappings,
  type Database,
  type ImportRow,
  type ImportStateName,
  type MoveImport,
  type SavedMappingRow,
} from '@cordon/db'
import type { Principal } from '../access/principal.js'
import { Clock } from '../platform/clock.js'
import { DATABASE } from '../platform/database.js'
import { faultPoint } from '../platform/fault-point.js'
import { newId } from '../platform/id.js'
import { deny, none, ok, type Result } from '../platform/result.js'
import { ImportFiles } from './files.js'

/** A hundred imports are what a person looks back on. */
const listed = 100

/** What may be asked of an import, and in which of its states. */
const moves = {
  start: { from: ['uploaded'], to: 'running' },
  pause: { from: ['running'], to: 'paused' },
  resume: { from: ['paused', 'failed'], to: 'running' },
  undo: { from: ['sending', 'paused', 'failed', 'finished'], to: 'undoing' },
} as const satisfies Record<string, { from: readonly ImportStateName[]; to: ImportStateName }>
export type Move = keyof typeof moves

/** Imports as jobs: their files come in parts, and somebody starts, pauses, resumes or undoes them. */
@Injectable()
export class ImportJobs {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ImportFiles) private readonly files: ImportFiles,
  ) {}

  async list(): Promise<readonly ImportRow[]> {
    return this.database.query<ImportRow>(latestImports(listed))
  }

  async one(id: string): Promise<Result<ImportRow>> {
    const [row] = await this.database.query<ImportRow>(importById(id))
    return row === undefined ? none('import', id) : ok(row)
  }

  async upload(file: { readonly name: string; readonly bytes: number }, who: Principal): Promise<Result<ImportRow>> {
    const id = newId(this.clock.ms())
    const begin = beginUpload({ id, ...file }, who.name, this.clock.now())
    const [row] = await this.database.transaction('plain', (run) => run.last<ImportRow>(begin))
    if (row === undefined) throw new Error('An upload could not be begun.')
    return ok(row)
  }

  /** Takes the next part of a file; one that is here already is told how far it is. */
  async part(id: string, at: number, part: Uint8Array): Promise<Result<ImportRow>> {
    const found = await this.one(id)
    if (!found.ok) return found
    const { state, received, bytes } = found.value
    if (state !== 'uploading') return deny('wrong-state', finding('import.notAwaited', { importState: state }))
    if (part.length === 0) return deny('invalid-input', finding('import.noBytes', {}))
    if (at !== received)
      return deny('conflict', finding('import.otherByte', { expectedByte: String(received), got: String(at) }))
    const end = at + part.length
    if (end > bytes)
      return deny('invalid-input', finding('import.moreBytes', { bytes: String(bytes), got: String(end) }))
    await this.files.write(id, at, part)
    faultPoint('import.received')
    const [row] = await this.database.query<ImportRow>(receivePart(id, at, part.length))
    return row === undefined ? deny('conflict', finding('import.partElsewhere', {})) : ok(row)
  }

  async discard(id: string): Promise<Result<null>> {
    const gone = await this.database.query(forgetUpload(id))
    const found = gone.length === 0 ? await this.one(id) : null
    if (found?.ok === false) return found
    if (found !== null) return deny('wrong-state', finding('denied.discardBegun', {}))
    await this.files.forget(id)
    return ok(null)
  }

  start(id: string, mapping: RecordMapping | null, format: string): Promise<Result<ImportRow>> {
    return this.move(id, 'start', mapping === null ? { format } : { mapping, format })
  }

  undo(id: string, who: Principal): Promise<Result<ImportRow>> {
    return this.move(id, 'undo', { undoneBy: who.name, undoneAt: this.clock.now() })
  }

  async move(id: string, move: Move, set: MoveImport = {}): Promise<Result<ImportRow>> {
    const [row] = await this.database.query<ImportRow>(moveImport(id, { ...moves[move], set }))
    if (row !== undefined) return ok(row)
    const found = await this.one(id)
    if (!found.ok) return found
    if (move === 'undo' && !found.value.undoable) return deny('wrong-state', finding('denied.broughtNothing', {}))
    const values = { importState: found.value.state, importMove: move, importStateOptions: moves[move].from }
    return deny('wrong-state', finding('import.otherState', values))
  }

  async mappings(): Promise<readonly SavedMappingRow[]> {
    return this.database.query<SavedMappingRow>(savedMappings())
  }

  /** Somebody else may read files by the mapping of that name: it is replaced only where that is asked for. */
  async saveMapping(
    { replace, ...it }: Pick<SavedMappingRow, 'name' | 'mapping' | 'header'> & { readonly replace: boolean },
    who: Principal,
  ): Promise<Result<SavedMappingRow>> {
    const saved = { ...it, savedAt: this.clock.now(), savedBy: who.name }
    const [row] = await this.database.query<SavedMappingRow>(saveMapping(saved, replace))
    return row === undefined ? deny('name-taken', finding('denied.mappingNamed', { name: it.name })) : ok(row)
  }

  async forgetMapping(name: string): Promise<Result<null>> {
    const gone = await this.database.query(forgetMapping(name))
    return gone.length === 0 ? deny('not-found', finding('import.noMapping', { name })) : ok(null)
  }
}
