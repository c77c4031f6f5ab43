// Key combinations as text: `mod+k`, `shift+delete`, `?`, `g`. `mod` is Cmd on a Mac and Ctrl elsewhere.

export interface PressedKey {
  readonly key: string
  readonly code?: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

const named: Readonly<Record<string, string>> = { ' ': 'space', Esc: 'escape', Del: 'delete', '+': 'plus' }

/**
 * The combination that was pressed, or null for a modifier on its own. Shift counts only where it does not already
 * show in the character, so that `?` is the same on every keyboard.
 */
export function combinationOf(event: PressedKey): string | null {
  if (['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'Dead', 'Process', 'Unidentified'].includes(event.key))
    return null
  const key = named[event.key] ?? event.key.toLowerCase()
  const letter = /^[a-z]$/.test(key)
  const character = /^.$/u.test(key) && !letter
  return [
    event.ctrlKey || event.metaKey ? 'mod' : '',
    event.altKey ? 'alt' : '',
    event.shiftKey && !character ? 'shift' : '',
    key,
  ]
    .filter((part) => part !== '')
    .join('+')
}

/** The combination in one spelling, whatever the order and case in which it was written. */
export function normalKeys(keys: string): string {
  const parts = keys.toLowerCase().split('+')
  const key = parts.at(-1) ?? ''
  return [...['mod', 'alt', 'shift'].filter((part) => parts.slice(0, -1).includes(part)), key].join('+')
}

const mac: Readonly<Record<string, string>> = { mod: '⌘', alt: '⌥', shift: '⇧' }
const other: Readonly<Record<string, string>> = { mod: 'Ctrl', alt: 'Alt', shift: 'Shift' }
const shown: Readonly<Record<string, string>> = {
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
  delete: 'Del',
  escape: 'Esc',
  enter: 'Enter',
  plus: '+',
  space: 'Space',
  backspace: '⌫',
}

/** The caps to draw for a combination, e.g. `['Ctrl', 'K']`. */
export function capsOf(keys: string, onMac: boolean): string[] {
  return normalKeys(keys)
    .split('+')
    .map(
      (part) => (onMac ? mac : other)[part] ?? shown[part] ?? (part.length === 1 ? part.toUpperCase() : capital(part)),
    )
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
