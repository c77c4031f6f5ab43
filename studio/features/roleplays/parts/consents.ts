import { remember, remembered } from '#lib/remembered.ts'
import type { Abilities, Purpose } from '../roleplays.api.ts'

/** The words people agree to stand in the messages under this name; other words get another name. */
export const currentText = '2026-11'

/** What the caller has agreed to, in the words of today. */
export function agreedTo(known: Abilities | undefined): ReadonlySet<Purpose> {
  return new Set(known?.consents.filter(({ textVersion }) => textVersion === currentText).map(({ purpose }) => purpose))
}

/** Whether the browser itself may listen. The house has no part in that, so it is kept in the browser. */
export const browserMayListen = (): boolean => remembered('browser-listens') === 'yes'
export const letBrowserListen = (may: boolean): void => remember('browser-listens', may ? 'yes' : null)

/** Whether the house gives the customer a voice for this person. */
export const houseSpeaks = (known: Abilities): boolean =>
  known.abilities.voice !== 'browser' && agreedTo(known).has('provider')

/** Whether a face that moves can be had in this house. */
export const houseShowsFace = (known: Abilities): boolean => known.abilities.face !== 'drawn' && houseSpeaks(known)

/** Whether the house writes speech down for this person: nothing leaves the house without their word. */
export const houseListens = (known: Abilities): boolean =>
  known.abilities.transcriber === 'local' || (known.abilities.transcriber !== 'none' && agreedTo(known).has('provider'))
