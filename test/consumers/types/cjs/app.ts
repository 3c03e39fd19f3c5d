import { ChatCommandError, type ChatPhase, createChatLifecycle } from 'react-genesys-chat-lifecycle/core'
import { de, type GuardLabels } from 'react-genesys-chat-lifecycle/locales'
import { GenesysMessengerProvider } from 'react-genesys-chat-lifecycle/messenger'
import { createTestBus, type TestBus } from 'react-genesys-chat-lifecycle/testing'

import library = require('react-genesys-chat-lifecycle')

const words: GuardLabels = de
const bus: TestBus = createTestBus()
const chat = createChatLifecycle({ bus: bus.bus })
const phase: ChatPhase = chat.getState().phase
chat.destroy()
// One copy: the class of one entry is that of the other.
if (library.ChatCommandError !== ChatCommandError) throw new Error('Two copies of the library.')
console.log(words.dismiss, phase, typeof library.ChatEndGuard, typeof GenesysMessengerProvider)
