import { expect, it } from 'vitest'
import { ref } from 'vue'
import { useSuggestions } from './useSuggestions.js'

const key = (name: string, more: object = {}) => {
  const seen = { prevented: false }
  const event = { key: name, preventDefault: () => (seen.prevented = true), stopPropagation: () => null, ...more }
  return { event, seen }
}

function list() {
  const taken: string[] = []
  const offered = ref(['first', 'second'])
  const { press, ...it } = useSuggestions<string>(offered, (one) => taken.push(one))
  const pressed = (name: string, more?: object) => {
    const { event, seen } = key(name, more)
    Reflect.apply(press, null, [event])
    return seen.prevented
  }
  it.open()
  return { it, pressed, taken, offered }
}

it('chooses nothing until Down goes to the first, which Enter takes', () => {
  const { it: suggestions, pressed, taken } = list()
  expect(suggestions.at.value).toBe(-1)
  expect(pressed('Enter')).toBe(false)
  expect(pressed('ArrowDown')).toBe(true)
  expect(pressed('Enter', { ctrlKey: true })).toBe(false)
  expect(pressed('Enter')).toBe(true)
  expect(taken).toEqual(['first'])
  expect(suggestions.shown.value).toBe(false)
})

it('goes to the last by Up, and round', () => {
  const { it: suggestions, pressed } = list()
  pressed('ArrowUp')
  expect(suggestions.at.value).toBe(1)
  pressed('ArrowDown')
  expect(suggestions.at.value).toBe(0)
})

it('shuts by Escape, and leaves the next one to the page', () => {
  const { it: suggestions, pressed } = list()
  expect(pressed('Escape')).toBe(true)
  expect(suggestions.shown.value).toBe(false)
  expect(pressed('Escape')).toBe(false)
})
