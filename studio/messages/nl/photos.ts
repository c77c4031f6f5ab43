import type { en } from '../en/photos.ts'
export const nl = {} as typeof en
