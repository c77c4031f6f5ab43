import type { Preferences } from '@greenroom/contract/accounts.ts'
import { followRemembered, remember, remembered } from './remembered.ts'
import { makeStore, useStore } from './store.ts'

export type Theme = Preferences['theme']

const readTheme = (value: string | null): Theme => (value === 'dark' || value === 'light' ? value : 'system')
const chosen = makeStore<Theme>(readTheme(remembered('theme')))
const shown = makeStore<'dark' | 'light'>('dark')

/** What the person chose; `system` unless said. */
export const useTheme = (): Theme => useStore(chosen)
/** What is on the screen. */
export const useShownTheme = (): 'dark' | 'light' => useStore(shown)

/** Changes the theme of every tab of this browser; keeping it as a preference is the caller's part. */
export function setTheme(theme: Theme): void {
  remember('theme', theme === 'system' ? null : theme)
  chosen.set(theme)
}

/** Called once, when the page starts. */
export function startTheme(): void {
  const systemIsDark = matchMedia('(prefers-color-scheme: dark)')
  const show = (): void => {
    const theme = chosen.get()
    const dark = theme === 'dark' || (theme === 'system' && systemIsDark.matches)
    document.documentElement.classList.toggle('dark', dark)
    shown.set(dark ? 'dark' : 'light')
  }
  chosen.subscribe(show)
  systemIsDark.addEventListener('change', show)
  followRemembered('theme', (value) => chosen.set(readTheme(value)))
  show()
}
