/** What the vendor keeps in `localStorage`, as far as the model does. */
export interface MessengerStore {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

/** The values of one deployment, in the vendor's form. */
export class DeploymentStore {
  readonly #store: MessengerStore
  readonly deploymentId: string

  constructor(store: MessengerStore, deploymentId: string) {
    this.#store = store
    this.deploymentId = deploymentId
  }

  read(name: string): string | undefined {
    const stored = this.#store.getItem(this.#key(name))
    const { value } = JSON.parse(stored ?? '{}') as { value?: string }
    return value === undefined ? undefined : decodeURIComponent(value)
  }

  write(name: string, value: string | undefined): void {
    if (value === undefined) this.#store.removeItem(this.#key(name))
    else {
      const stored = { value: encodeURIComponent(value), ttl: null }
      this.#store.setItem(this.#key(name), JSON.stringify(stored))
    }
  }

  #key(name: string): string {
    return `_${this.deploymentId}:${name}`
  }
}
