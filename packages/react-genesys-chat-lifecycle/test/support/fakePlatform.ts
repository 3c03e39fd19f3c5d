import { vi } from 'vitest'
import type { ChatPlatform, EndOutcome, PlatformFactory, PlatformHost } from '../../src/platform/port.ts'

/** A platform on which happens what the test says. Its commands do nothing, and succeed. */
export function createFakePlatform(more: Partial<ChatPlatform> = {}) {
  let host: PlatformHost | undefined
  const commands = {
    start: vi.fn((_options: object) => Promise.resolve()),
    send: vi.fn((_message: object) => Promise.resolve()),
    sendTyping: vi.fn(() => Promise.resolve()),
    end: vi.fn((_reason: string): Promise<EndOutcome> => Promise.resolve({ status: 'ended' })),
    release: vi.fn(),
    openWindow: vi.fn((_options: object) => Promise.resolve({ status: 'form' })),
    closeWindow: vi.fn(() => Promise.resolve({ status: 'closed' })),
    sendFile: vi.fn((_file: File, _onProgress: (part: number) => void) => Promise.resolve()),
    readFileLimits: vi.fn((): Promise<object | null> => Promise.resolve(null)),
    updateUserData: vi.fn((_data: object) => Promise.resolve()),
    loadOlder: vi.fn(() => Promise.resolve()),
    injectNotice: vi.fn((_text: string, _bubble?: object) => Promise.resolve()),
  }
  const detach = vi.fn()
  const platform = {
    name: 'genesys-widgets',
    transport: () => null,
    attach: vi.fn(() => detach),
    page: new Map<string, unknown>(),
    commands,
    checkSession: vi.fn(() => Promise.resolve(true)),
    isSessionActive: vi.fn((): boolean | undefined => true),
    isWindowOpening: vi.fn(() => false),
    languages: () => [],
    takesFiles: () => true,
    hasOlder: () => false,
    readTranscript: () => Promise.resolve([]),
    reportsServerEnd: () => true,
  }
  Object.assign(platform, more)
  const factory: PlatformFactory = (given) => {
    host = given
    return platform as unknown as ChatPlatform
  }
  const emit: PlatformHost['emit'] = (event) => host?.emit(event)
  return { factory, platform, commands, detach, emit, host: () => host }
}
