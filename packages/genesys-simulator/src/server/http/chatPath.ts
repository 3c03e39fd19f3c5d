/** The path of the Consumer Messaging API. A widget's `dataURL` ends with it. */
export const CHAT_PATH = '/nexus/v3/chat/sessions'
