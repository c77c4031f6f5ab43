import type { Me } from '@greenroom/contract/accounts.ts'
import { keyOf, put } from '#lib/queries.ts'

/** Shows what the house has just said of the person who is signed in. */
export const putMe = (me: Me): void => put(keyOf('GET /api/me'), () => me)
