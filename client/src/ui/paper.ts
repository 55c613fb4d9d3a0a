import { inject, provide, type InjectionKey } from 'vue'

const key: InjectionKey<true> = Symbol('paper')

/** Everything below is read as on paper: whole times, from the beginning on, nothing folded. */
export function bePaper(): void {
  provide(key, true)
}

/** Whether what is shown is part of a paper. */
export function useIsPaper(): boolean {
  return inject(key, false)
}
