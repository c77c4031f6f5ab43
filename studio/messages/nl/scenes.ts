import type { en } from '../en/scenes.ts'
export const nl = {} as typeof en
