/** Where the Consumer Messaging API is: what a widget's `dataURL` ends with. */
export const CHAT_PATH = '/nexus/v3/chat/sessions'
