import { describe, expect, it } from 'vitest'
import { durationInWords } from '../../src/react/durationInWords.ts'

describe('durationInWords', () => {
  it.each([
    [0, '0 seconds'],
    [1, '1 second'],
    [59, '59 seconds'],
    [60, '1 minute'],
    [119, '1 minute, 59 seconds'],
    [3_600, '1 hour'],
    [3_605, '1 hour'],
    [7_199, '1 hour, 59 minutes'],
    [90_000, '1 day, 1 hour'],
    [1e12, '11,574,074 days, 1 hour'],
  ])('%s seconds are %s', (seconds, words) => {
    expect(durationInWords(seconds, 'en')).toBe(words)
  })

  it('are in the language of the labels, and in some language where the tag is none', () => {
    expect(durationInWords(65, 'de')).toBe('1 Minute, 5 Sekunden')
    expect(durationInWords(65, 'de_DE')).toMatch(/1 .*5 /)
    expect(durationInWords(65, '')).toMatch(/1 .*5 /)
  })
})
