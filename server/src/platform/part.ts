import type { Provider, Type } from '@nestjs/common'

/** A part of the server that is put together by itself. */
export interface Part {
  readonly controllers: readonly Type[]
  readonly providers: readonly Provider[]
}
