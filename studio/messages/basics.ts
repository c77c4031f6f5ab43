import type { FieldCode } from '@greenroom/contract/fields.ts'
import { defineRoom } from '#lib/messages.ts'
import { en } from './en/basics.ts'

/** Words for what the server refuses, by code; `{name}` is where a value of that name stands. */
export interface RefusalWords {
  readonly problems: Readonly<Record<string, string>>
  readonly fields: Readonly<Partial<Record<FieldCode, string>>>
}

/** Words that every room uses. */
export const basics = defineRoom(en, async () => (await import('./nl/basics.ts')).nl)
