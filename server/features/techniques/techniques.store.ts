import { sql } from 'kysely'
import type { Technique } from '@greenroom/contract/techniques.ts'
import type { Transaction } from '#kernel/db/acting.ts'

/** Makes the house's own rows exactly these: nobody else may write them. */
export const fillHouseTechniques = async (transaction: Transaction, wanted: readonly Technique[]): Promise<void> => {
  await transaction.run(sql`
    insert into public.techniques (workspace_id, handle, phase, names, definition, cues, body)
    select null, w ->> 'id', (w ->> 'phase')::integer, w -> 'names', w -> 'summary', w -> 'cues', w
      from jsonb_array_elements(${JSON.stringify(wanted)}::jsonb) w
    on conflict (workspace_id, handle) do update
       set phase = excluded.phase, names = excluded.names, definition = excluded.definition, cues = excluded.cues,
           body = excluded.body, revision = techniques.revision + 1
     where techniques.body is distinct from excluded.body`)
  await transaction.run(sql`
    delete from public.techniques
     where workspace_id is null and not handle = any (${wanted.map(({ id }) => id)}::text[])`)
}
