import { createHash } from 'node:crypto'
import { actingAs } from '#kernel/db/acting.ts'
import type { Tools } from '#kernel/tools.ts'
import { houseTechniques } from '../techniques/techniques.catalogue.ts'
import { seedTechniques } from '../techniques/techniques.seeding.ts'
import { hashOf, starterId } from './scenarios.hash.rules.ts'
import { addStarters, claimSeed, renewStarters, type Starter } from './scenarios.seeding.store.ts'
import { starterScenarios } from './scenarios.starters.ts'

/** SHA-256 of all that ships: another one means that there is something to bring in. */
export const seedHash = createHash('sha256')
  .update(JSON.stringify([houseTechniques, starterScenarios]))
  .digest('hex')

/**
 * Brings the techniques and scenarios that ship into the database. When they are there already it is one comparison. A
 * scenario that an admin has changed stays as it is; one that was deleted stays away.
 */
export const seedPractice = (tools: Pick<Tools, 'db'>): Promise<void> =>
  actingAs(tools.db, { kind: 'house', reason: 'techniques and scenarios that ship' }, async (transaction) => {
    if (!(await claimSeed(transaction, seedHash))) return
    await seedTechniques(transaction)
    const starters = starterScenarios.map((body): Starter => ({
      id: starterId(body.slug),
      hash: hashOf(body),
      // The gentle ones come first for somebody who has never practised.
      featured: body.difficulty === 'easy',
      body,
    }))
    await addStarters(transaction, starters)
    await renewStarters(transaction, starters)
  })
