import * as React from 'react'

/** The two functions that React subscribes with. */
export interface Subscribable<State> {
  getState(): State
  subscribe(listener: () => void): () => void
}

/**
 * A part of a store's state. Renders when `isEqual` says the part has changed, and hands out the former object when it
 * has not, also if the selector makes a new one each time.
 */
export function useStoreSelector<State, Part>(
  store: Subscribable<State>,
  selector: (state: State) => Part,
  isEqual: (a: Part, b: Part) => boolean,
  getServerState: () => State,
): Part {
  const [committed] = React.useState(() => createBox<Part>())

  const [getPart, getServerPart] = React.useMemo(
    () => createReaders(store, selector, isEqual, getServerState, committed),
    [store, selector, isEqual, getServerState, committed],
  )

  const part = React.useSyncExternalStore(store.subscribe, getPart, getServerPart)
  React.useEffect(() => committed.put(part), [committed, part])
  return part
}

/** What is on the page. No ref: a render hands it on, though it does not look inside. */
interface Box<Part> {
  get(): { part: Part } | null
  put(part: Part): void
}

function createBox<Part>(): Box<Part> {
  let held: { part: Part } | null = null
  return {
    get: () => held,
    put(part) {
      held = { part }
    },
  }
}

/** Outside of the hook: React Compiler compiles no hook in which a function assigns to a variable after the render. */
function createReaders<State, Part>(
  store: Subscribable<State>,
  selector: (state: State) => Part,
  isEqual: (a: Part, b: Part) => boolean,
  getServerState: () => State,
  committed: Box<Part>,
): [getPart: () => Part, getServerPart: () => Part] {
  let last: { state: State; part: Part } | undefined
  const select = (state: State): Part => {
    if (last && Object.is(last.state, state)) return last.part
    let part = selector(state)
    // A selector written in the component is a new function at each render: what is on the page still counts.
    const shown = last ?? committed.get()
    if (shown && isEqual(shown.part, part)) part = shown.part
    last = { state, part }
    return part
  }
  let server: { part: Part } | undefined
  const selectServer = (): Part => {
    // React asks more than once while it hydrates, and wants the same object each time.
    server ??= { part: selector(getServerState()) }
    return server.part
  }
  return [() => select(store.getState()), selectServer]
}
