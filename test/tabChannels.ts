const open = new Set<BroadcastChannel>()

globalThis.BroadcastChannel = class extends BroadcastChannel {
  constructor(name: string) {
    super(name)
    open.add(this)
  }

  override close(): void {
    open.delete(this)
    super.close()
  }
}

/** Closes the channels that are still open, as leaving a page does. */
export function closeTabChannels(): void {
  for (const channel of open) channel.close()
}
