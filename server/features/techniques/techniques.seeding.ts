import type { Transaction } from '#kernel/db/acting.ts'
import { houseTechniques } from './techniques.catalogue.ts'
import { fillHouseTechniques } from './techniques.store.ts'

/** Brings the house's techniques into the database, inside a transaction of the house. */
export const seedTechniques = (transaction: Transaction): Promise<void> =>
  fillHouseTechniques(transaction, houseTechniques)
