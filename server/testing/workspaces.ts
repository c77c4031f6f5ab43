import { sql } from 'kysely'
import { actingAs, actingAsConnection } from '#kernel/db/acting.ts'
import type { TestHouse } from './house.ts'
import type { TestPerson } from './people.ts'

/** A workspace of this person, with these people in it. Answers its id. */
export const addWorkspace = async (
  house: TestHouse,
  owner: TestPerson,
  people: { members?: readonly TestPerson[]; admins?: readonly TestPerson[] } = {},
): Promise<string> => {
  const { id } = await actingAs(house.tools.db, owner.actor, (transaction) =>
    transaction.one(sql<{ id: string }>`select private.add_workspace('A workspace') as id`),
  )
  await actingAsConnection(house.tools.db, async (transaction) => {
    for (const [role, list] of [
      ['member', people.members ?? []],
      ['admin', people.admins ?? []],
    ] as const)
      for (const person of list)
        await transaction.run(sql`
          insert into public.workspace_members (workspace_id, user_id, role) values (${id}, ${person.id}, ${role})`)
  })
  return id
}
