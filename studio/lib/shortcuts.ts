import { useEffect, useRef } from 'react'
import { combinationOf, normalKeys, type PressedKey } from './keys.ts'
import { remember, remembered } from './remembered.ts'
import { makeStore, useStore } from './store.ts'

/** Something a person can do here, with or without a key; the palette and the `?` dialog list all of them. */
export interface Action {
  /** Stable, e.g. `scenes.generate`: what a person's own key is kept under. */
  readonly id: string
  /** The heading it is listed under, in the reader's language. */
  readonly scope: string
  /** E.g. `mod+k`, `g`, `shift+delete`; null = only in the palette. */
  readonly keys: string | null
  readonly label: string
  /** Answers false when there was nothing to do, so that the key keeps its meaning for the browser. */
  readonly run: (event?: KeyboardEvent) => unknown
  /** Works while a person types; only for combinations with `mod`. */
  readonly whileTyping?: boolean
  /** Works while a dialog is open; otherwise a dialog has the keyboard to itself. */
  readonly inDialogs?: boolean
  /** Not listed in the palette, e.g. arrow keys. */
  readonly hidden?: boolean
  /** Goes on while the key is held down, e.g. arrow keys. */
  readonly repeats?: boolean
}

const actions = makeStore<readonly Action[]>([])
/** All actions of the page that is shown, with the keys that this person uses for them. */
export const useActions = (): readonly Action[] => {
  const own = useStore(ownKeys)
  return useStore(actions).map((action) => ({ ...action, keys: keysOf(action, own) }))
}

type OwnKeys = Readonly<Record<string, string | null>>
const ownKeys = makeStore<OwnKeys>(readOwnKeys(remembered('keys')))
const keysOf = (action: Action, own: OwnKeys): string | null => {
  const keys = own[action.id]
  return keys === undefined ? action.keys : keys
}

function readOwnKeys(text: string | null): OwnKeys {
  try {
    const value: unknown = JSON.parse(text ?? '{}')
    return typeof value === 'object' && value !== null ? (value as OwnKeys) : {}
  } catch {
    return {}
  }
}

/** Gives an action another key, none (null), or its own one back (undefined). */
export function remapKeys(actionId: string, keys: string | null | undefined): void {
  const { [actionId]: _before, ...rest } = ownKeys.get()
  const next = keys === undefined ? rest : { ...rest, [actionId]: keys }
  remember('keys', Object.keys(next).length === 0 ? null : JSON.stringify(next))
  ownKeys.set(next)
}

/** Makes an action available until the function that it answers is called. The newest one of a key wins. */
export function register(action: Action): () => void {
  actions.set([...actions.get(), action])
  return () => actions.set(actions.get().filter((known) => known !== action))
}

/** The action that a key press means here, or null. */
export function actionFor(event: PressedKey, place: { typing: boolean; dialog: boolean }): Action | null {
  const pressed = combinationOf(event)
  if (pressed === null) return null
  const own = ownKeys.get()
  const fits = (action: Action): boolean => {
    const keys = keysOf(action, own)
    if (keys === null || normalKeys(keys) !== pressed) return false
    return (!place.typing || action.whileTyping === true) && (!place.dialog || action.inDialogs === true)
  }
  return actions.get().findLast(fits) ?? null
}

/** Listens to the keyboard; called once. Answers a function that stops it. */
export function startShortcuts(): () => void {
  const listener = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return
    const dialog = document.querySelector(layers) !== null
    const action = actionFor(event, { typing: isTyping(event.target), dialog })
    if (action === null || (event.repeat && action.repeats !== true)) return
    if (action.run(event) !== false) event.preventDefault()
  }
  addEventListener('keydown', listener)
  return () => removeEventListener('keydown', listener)
}

/** What has the keyboard to itself while it is open. */
const layers = ':is([role=dialog],[role=alertdialog],[role=menu],[data-slot=select-content]):not([data-state=closed])'
const notText = new Set(['button', 'checkbox', 'radio', 'range', 'submit', 'reset', 'file', 'color', 'image'])
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true
  return target instanceof HTMLInputElement && !notText.has(target.type)
}

/** Makes an action available while the component is on the screen and `enabled` is not false. */
export function useAction(action: Action & { enabled?: boolean }): void {
  const {
    id,
    scope,
    keys,
    label,
    whileTyping = false,
    inDialogs = false,
    hidden = false,
    repeats = false,
    enabled = true,
  } = action
  const run = useRef(action.run)
  useEffect(() => {
    run.current = action.run
  })
  useEffect(() => {
    if (!enabled) return undefined
    return register({
      id,
      scope,
      keys,
      label,
      whileTyping,
      inDialogs,
      hidden,
      repeats,
      run: (event) => run.current(event),
    })
  }, [id, scope, keys, label, whileTyping, inDialogs, hidden, repeats, enabled])
}
