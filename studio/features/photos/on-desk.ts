import { makeStore, useStore } from '#lib/store.ts'

/** What the photo grid shows and what is chosen in it, for those beside it who make scenes of many photos. */
interface OnDesk {
  readonly shown: readonly string[]
  readonly selected: readonly string[]
}

const desk = makeStore<OnDesk>({ shown: [], selected: [] })
export const putOnDesk = (photos: OnDesk): void => desk.set(photos)
export const usePhotosOnDesk = (): OnDesk => useStore(desk)
