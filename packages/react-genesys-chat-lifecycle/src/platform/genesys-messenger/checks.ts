import type { OptionCheck } from '../../common/checks.ts'
import { isFunction } from '../../common/values.ts'
import { isGenesys } from './findGenesys.ts'

/** What Messenger's own options must be. Only used in development. */
export const MESSENGER_CHECKS: Readonly<Record<string, OptionCheck>> = {
  genesys: {
    is: isFunction,
    expected: 'a function that returns Genesys',
    remedy: 'Use genesys={() => window.Genesys}, or leave it out.',
    doubt: (value) =>
      isGenesys(value) ? 'this is Genesys itself. Use genesys={() => window.Genesys}.' : undefined,
  },
  onSessionWarning: {
    is: isFunction,
    expected: 'a function',
    remedy: 'Use onSessionWarning={({ expiresAt }) => …}.',
  },
  surveyAfterDisconnect: {
    is: (value) => typeof value === 'boolean',
    expected: 'a boolean',
    remedy: 'Use surveyAfterDisconnect or surveyAfterDisconnect={false}.',
  },
}
