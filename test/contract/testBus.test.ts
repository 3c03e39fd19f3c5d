import { expect, test } from 'vitest'
import { allTitles, describeContract } from './describeContract.ts'
import { TITLES } from './notOnTransport.ts'
import { testBusSubject } from './testBusSubject.ts'

for (const transport of ['digital-channels', 'gms', 'genesys-cloud'] as const) {
  describeContract(`the test bus on ${transport}`, testBusSubject(transport))
}

test('what does not hold on a transport is a fact of the contract', () => {
  const titles = allTitles()
  expect(TITLES.filter((title) => !titles.includes(title))).toEqual([])
})
