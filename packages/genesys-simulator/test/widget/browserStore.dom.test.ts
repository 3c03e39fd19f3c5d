import { storeKeys } from 'genesys-models/widget'
import { afterEach, describe, expect, test } from 'vitest'
import { createBrowserStore } from '../../src/widget/browserStore.ts'

describe('what outlives a page', () => {
  const store = createBrowserStore()
  afterEach(() => {
    for (const key of Object.values(storeKeys)) store.remove(key)
  })

  test('is in cookies, as the real widget keeps it', () => {
    store.set(storeKeys.session, 'abc=; def')
    expect(document.cookie).toContain(storeKeys.session)
    expect(createBrowserStore().get(storeKeys.session)).toBe('abc=; def')
  })

  test('is gone when it is removed', () => {
    store.set(storeKeys.session, 'abc')
    store.remove(storeKeys.session)
    expect(store.get(storeKeys.session)).toBeUndefined()
    expect(document.cookie).not.toContain(storeKeys.session)
  })

  test('keeps the flag of a running poll in localStorage, where all tabs trip over it', () => {
    store.set(storeKeys.polling, 'true')
    expect(localStorage.getItem('_genesys.widgets.chatPollPending')).toBe('true')
    expect(document.cookie).not.toContain('chatPollPending')
    store.remove(storeKeys.polling)
    expect(store.get(storeKeys.polling)).toBeUndefined()
  })

  test('does not take one name for the beginning of another', () => {
    store.set(`${storeKeys.open}er`, 'yes')
    expect(store.get(storeKeys.open)).toBeUndefined()
    store.remove(`${storeKeys.open}er`)
  })
})
