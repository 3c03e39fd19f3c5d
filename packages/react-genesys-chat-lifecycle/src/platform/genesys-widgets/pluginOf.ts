/** The `WebChat` of `WebChat.open`. */
export const pluginOf = (name: string): string => name.replace(/\..*/, '')
