// What this browser remembers without the server. A browser that refuses storage forgets, and nothing else changes.

export function remembered(key: string): string | null {
  try {
    return localStorage.getItem(`greenroom.${key}`)
  } catch {
    return null
  }
}

export function remember(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`greenroom.${key}`)
    else localStorage.setItem(`greenroom.${key}`, value)
  } catch {
    // Private windows may refuse; the choice then lasts until the page is closed.
  }
}

/** Follows what other tabs of this browser remember. */
export function followRemembered(key: string, changed: (value: string | null) => void): () => void {
  const listener = (event: StorageEvent): void => {
    if (event.key === `greenroom.${key}`) changed(event.newValue)
  }
  addEventListener('storage', listener)
  return () => removeEventListener('storage', listener)
}
