import { makeStore, useStore } from '#lib/store.ts'

const spoken = makeStore({ text: '', turn: 0 })

/** Tells people who listen to the page what happened out of sight: a scene is ready, an upload ended. */
export function announce(text: string): void {
  spoken.set({ text, turn: spoken.get().turn + 1 })
}

/** Stands once in the page. Two places by turns, so that the same sentence is read twice when it happens twice. */
export function LiveRegion() {
  const { text, turn } = useStore(spoken)
  return (
    <div className="sr-only" aria-live="polite" role="status">
      <p>{turn % 2 === 0 ? text : ''}</p>
      <p>{turn % 2 === 1 ? text : ''}</p>
    </div>
  )
}
