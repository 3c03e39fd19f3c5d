import { expect, test } from 'vitest'
import { GUARD_DEFAULTS, LOCALES } from '../src/shared/guardOptions.ts'
import { defaultOf, OPTION_TEXTS } from '../src/shared/guardOptionTexts.ts'

const textOf = (name: string) => {
  const option = OPTION_TEXTS.find((other) => other.name === name)
  if (!option) throw new Error(`There is no option ${name}`)
  return option
}

test('the words of a default are those of its value', () => {
  expect(defaultOf(textOf('followUps'))).toBe('allow')
  expect(defaultOf(textOf('endDelayMs'))).toBe('0')
  expect(defaultOf(textOf('closeWindow'))).toBe('off')
  expect(defaultOf(textOf('closeSignal'))).toBe('interactionState()')
})

test.each(OPTION_TEXTS.filter(({ choices }) => choices))('$name can be set to its default', (option) => {
  expect(option.choices?.map(({ value }) => value)).toContain(GUARD_DEFAULTS[option.name])
})

test('every language can be chosen, by its own name', () => {
  const { choices } = textOf('locale')
  expect(choices?.map(({ value }) => value)).toEqual(Object.keys(LOCALES))
  expect(choices?.map(({ label }) => label)).toEqual(
    expect.arrayContaining(['de: Deutsch', 'zhHans: 简体中文']),
  )
})
