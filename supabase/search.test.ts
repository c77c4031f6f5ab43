import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { actingAs } from '../server/kernel/db/acting.ts'
import { onEveryEngine } from './on-every-engine.ts'
import { actorOf, house, idOf, populate, type Person } from './world.ts'

const model = 'text-embedding-3-small'
const other = 'minilm-l6-v2-fp16'
/** A vector that points at `axis` and leans to the next one. */
const towards = (axis: number, lean = 0): number[] =>
  Array.from({ length: 1536 }, (_, index) =>
    index === axis ? 1 - lean : index === axis + 1 ? lean : index % 7 === 0 ? 0.001 : -0.001,
  )

interface Hit {
  row_id: string
  snippet: string
}

onEveryEngine(
  'What is found on $name',
  ({ testHere, owner, api }) => {
    const write = (text: {
      kind?: 'session' | 'scenario'
      row: string
      of: Person | null
      workspace?: Person
      language?: 'en' | 'nl'
      title: string
      body: string
    }) =>
      actingAs(api(), house, (transaction) =>
        transaction.run(sql`
          insert into public.search_texts (kind, row_id, owner_id, workspace_id, language, title, body, content_hash)
          values (${text.kind ?? 'session'}, ${text.row}, ${text.of === null ? null : idOf('user', text.of)},
            ${text.workspace === undefined ? null : idOf('workspace', text.workspace)}, ${text.language ?? 'en'}, ${text.title}, ${text.body}, 'hash')
          on conflict (kind, row_id, language) do update set title = excluded.title, body = excluded.body`),
      )
    const embed = (row: string, vector: number[], options: { of?: string; kind?: string; language?: string } = {}) =>
      actingAs(api(), house, async (transaction) => {
        const { kept } = await transaction.one(
          sql<{
            kept: boolean
          }>`select private.keep_vector(${options.kind ?? 'session'}, ${row}::uuid, ${options.language ?? 'en'}, ${options.of ?? model}, 'hash', ${vector}::real[]) as kept`,
        )
        return kept
      })
    const search = (person: Person, asked: string, vector: number[] | null = null, kinds = ['session', 'scenario']) =>
      actingAs(api(), actorOf(person, 'approved'), (transaction) =>
        transaction.rows(
          sql<Hit>`select * from public.search_everything(${asked}, ${vector}::real[], ${model}, ${kinds}::text[])`,
        ),
      )
    const similar = (person: Person, vector: number[], skip: string | null = null, of = model) =>
      actingAs(api(), actorOf(person, 'approved'), (transaction) =>
        transaction.rows(
          sql<{ session_id: string; similarity: number }>`
            select * from public.search_similar_sessions(${vector}::real[], ${of}, 0.5, 5, ${skip}::uuid)`,
        ),
      )
    const near = (person: Person, kind: string, vector: number[]) =>
      actingAs(api(), actorOf(person, 'approved'), (transaction) =>
        transaction.rows(
          sql<{ row_id: string; own: boolean; many: boolean }>`
            select row_id, e.owner_id = ${idOf('user', person)} as own, private.owns_many(${model}, ${[kind]}::text[], null) as many
              from private.nearest_texts(${vector}::real[], ${model}, ${[kind]}::text[], null, 60) near
              join public.embeddings e using (row_id) order by near.similarity desc`,
        ),
      )
    const knowsMeaning = async (): Promise<boolean> =>
      ((await owner().driver.query('select private.knows_meaning() as known')).rows[0] as { known: boolean }).known
    const call = (person: Person): string => idOf('call', person)
    const rows = (hits: readonly Hit[]): string[] => hits.map((hit) => hit.row_id)

    describe('stays with whose it is', () => {
      testHere('the same words and the same meaning of somebody else never appear', async () => {
        for (const person of ['anna', 'ben'] as const) {
          await write({
            row: call(person),
            of: person,
            title: 'Too expensive',
            body: 'They worried about the quarterly budget of the plant.',
          })
          await embed(call(person), towards(3))
        }
        expect(rows(await search('anna', 'quarterly budget', towards(3)))).toEqual([call('anna')])
        expect(rows(await search('ben', 'quarterly budget', towards(3)))).toEqual([call('ben')])
        expect(await search('ada', 'quarterly budget', towards(3))).toEqual([])
        expect(await search('tess', 'quarterl', towards(3))).toEqual([])
        if (await knowsMeaning()) {
          expect((await similar('anna', towards(3))).map((one) => one.session_id)).toEqual([call('anna')])
          expect(await similar('anna', towards(3), call('anna'))).toEqual([])
        }
      })

      testHere('calls that leaders may open are still not theirs to search', async () => {
        await write({ row: idOf('shared', 'mia'), of: 'mia', title: 'Shared', body: 'The zeppelin was late.' })
        expect(rows(await search('mia', 'zeppelin'))).toEqual([idOf('shared', 'mia')])
        expect(await search('anna', 'zeppelin')).toEqual([])
      })

      testHere('a scenario is found by those who may see it, and only while it is on the shelf', async () => {
        const scenario = idOf('scenario', 'anna')
        const text = {
          kind: 'scenario',
          row: scenario,
          of: null,
          workspace: 'anna',
          title: 'Forklifts',
          body: 'x',
        } as const
        await write(text)
        await write({ ...text, language: 'nl', title: 'Heftrucks' })
        await write({ ...text, row: idOf('draft', 'anna'), title: 'Forklifts in a draft' })
        for (const person of ['anna', 'mia', 'nils'] as const)
          expect(rows(await search(person, 'forklifts'))).toEqual([scenario])
        expect(rows(await search('mia', 'heftrucks'))).toEqual([scenario])
        for (const person of ['ben', 'eve', 'ada'] as const) expect(await search(person, 'forklifts')).toEqual([])
        const shelf = (gone: string) =>
          owner().driver.query(`update public.scenarios set deleted_at = ${gone} where id = '${scenario}'`)
        await shelf('now()')
        expect(await search('anna', 'forklifts')).toEqual([])
        await shelf('null')
        expect(rows(await search('anna', 'forklifts'))).toEqual([scenario])
      })

      testHere('whose a vector is follows from its text and goes with it', async () => {
        if (!(await knowsMeaning())) {
          expect(await embed(call('anna'), towards(3))).toBe(false)
          return
        }
        const claim = (set: string) =>
          actingAs(api(), house, (transaction) =>
            transaction.rows(
              sql<{
                owner_id: string
              }>`update public.embeddings set ${sql.raw(set)} where row_id = ${call('ben')} returning owner_id`,
            ),
          )
        expect(await claim(`owner_id = '${idOf('user', 'anna')}'`)).toEqual([{ owner_id: idOf('user', 'ben') }])
        await owner().driver.query('update public.search_texts set owner_id = $1 where row_id = $2', [
          idOf('user', 'tess'),
          call('ben'),
        ])
        expect(await claim('content_hash = content_hash')).toEqual([{ owner_id: idOf('user', 'tess') }])
        await owner().driver.query('update public.search_texts set owner_id = $1 where row_id = $2', [
          idOf('user', 'ben'),
          call('ben'),
        ])
      })
    })

    describe('by words', () => {
      testHere('parts of Dutch compounds find them, in a body too', async () => {
        await write({
          row: call('anna'),
          of: 'anna',
          language: 'nl',
          title: 'Omgaan met prijsbezwaar',
          body: 'De klant vond de leveringsvoorwaarden te streng.',
        })
        for (const [asked, way] of [
          ['prijs', 'by_likeness'],
          ['prijzen', 'by_likeness'],
          ['bezwaar', 'by_likeness'],
          ['voorwaarden', 'by_likeness'],
          ['prijsbezwaar', 'by_words'],
          ['klanten', 'by_words'],
        ] as const)
          expect(await search('anna', asked), asked).toMatchObject([
            { row_id: call('anna'), language: 'nl', [way]: true },
          ])
        expect(await search('anna', 'fietsenstalling')).toEqual([])
      })

      testHere('inflected words, mistyped titles and single words of a question find', async () => {
        await write({
          row: idOf('shared', 'anna'),
          of: 'anna',
          title: 'The silent customer',
          body: 'Afterwards she negotiated a discount for two years.',
        })
        const found = async (asked: string) => rows(await search('anna', asked))
        for (const asked of ['negotiating discounts', 'slient customer', 'how did I negotiate with the giraffe'])
          expect(await found(asked), asked).toEqual([idOf('shared', 'anna')])
        expect(await found('discount -negotiated')).toEqual([])
        expect(await found('"two years"')).toEqual([idOf('shared', 'anna')])
        const [hit] = await search('anna', 'discount')
        expect(hit?.snippet).toContain('a discount for two years')
      })

      testHere(
        'what holds all of the words comes before what holds some, and equals are put in order by their id',
        async () => {
          const body = 'The warranty of the compressor.'
          for (const [noun, text] of [
            ['call', body],
            ['shared', body],
          ] as const)
            await write({ row: idOf(noun, 'eve'), of: 'eve', title: 'x', body: text })
          await write({ row: idOf('scenario', 'ada'), kind: 'scenario', of: null, title: 'y', body: 'A compressor.' })
          const expected = [idOf('call', 'eve'), idOf('shared', 'eve')].toSorted()
          for (let time = 0; time < 3; time += 1)
            expect(rows(await search('eve', 'warranty compressor'))).toEqual([...expected, idOf('scenario', 'ada')])
        },
      )

      testHere('nothing asked finds nothing, and signs are no trouble', async () => {
        for (const asked of ['', ' ', '&', "'", '%_\\', '!!', '"', ':*', '(('])
          expect(await search('anna', asked)).toEqual([])
      })
    })

    describe('by meaning', () => {
      testHere('adds to words, and only vectors of the model that was asked', async ({ skip }) => {
        if (!(await knowsMeaning())) return skip('pgvector is not installed here')
        await embed(call('mia'), towards(9)).catch(() => undefined)
        await write({ row: call('mia'), of: 'mia', title: 'Renewal', body: 'We spoke of the contract.' })
        await write({ row: idOf('shared', 'mia'), of: 'mia', title: 'Renewal', body: 'We spoke of the weather.' })
        await embed(call('mia'), towards(9))
        await embed(idOf('shared', 'mia'), towards(9), { of: other })
        expect(await search('mia', 'agreement', towards(9, 0.2))).toMatchObject([
          { row_id: call('mia'), by_meaning: true, by_words: false },
        ])
        expect(await search('mia', 'contract', towards(9, 0.2))).toMatchObject([{ by_meaning: true, by_words: true }])
        // Two ways agree on the first, one knows the second.
        expect(rows(await search('mia', 'spoke', towards(9)))).toEqual([call('mia'), idOf('shared', 'mia')])
        expect((await similar('mia', towards(9), null, other)).map((one) => one.session_id)).toEqual([
          idOf('shared', 'mia'),
        ])
        expect(await similar('mia', towards(700))).toEqual([])
      })

      testHere('is no matter of words that have changed since', async ({ skip }) => {
        if (!(await knowsMeaning())) return skip('pgvector is not installed here')
        await owner().driver.query("update public.search_texts set content_hash = 'newer' where row_id = $1", [
          call('mia'),
        ])
        expect(await embed(call('mia'), towards(10))).toBe(false)
        expect(await embed(idOf('export', 'mia'), towards(10))).toBe(false)
      })

      testHere('refuses a vector of another length', async ({ skip }) => {
        if (!(await knowsMeaning())) return skip('pgvector is not installed here')
        await expect(search('mia', 'x', [1, 2, 3])).rejects.toMatchObject({ code: 'search.wrong_length', status: 400 })
      })

      testHere('goes through the index when there is much, and still leaves everybody else out', async ({ skip }) => {
        if (!(await knowsMeaning())) return skip('pgvector is not installed here')
        const fill = (person: Person, count: number, kind: string, told: number) =>
          owner().driver.query(`
            with made as (insert into public.search_texts (kind, row_id, owner_id, language, title, body, content_hash)
              select '${kind}', gen_random_uuid(), '${idOf('user', person)}', 'en', 'made', 'made', 'made' from generate_series(1, ${count}) returning row_id)
            insert into public.embeddings (kind, row_id, language, model_id, content_hash, embedding)
            select '${kind}', row_id, 'en', '${model}', 'made',
                   (select array_agg(case when place <= ${told} then (random() - 0.5)::real else 0 end order by place)
                      from generate_series(1, 1536) place where row_id is not null) from made`)
        const mine = `owner_id = '${idOf('user', 'nils')}'`
        // The second of them like the vectors of a model that tells less: the rest is zeros.
        for (const [kind, told] of [['course', 1536] as const, ['article', 384] as const]) {
          await fill('nils', 1100, kind, told)
          await fill('ben', 100, kind, told)
          const statement = `select row_id, embedding::real[] as vector from public.embeddings where kind = '${kind}' and ${mine} order by row_id limit 10`
          const some = (await owner().driver.query(statement)).rows as { row_id: string; vector: number[] }[]
          for (const { row_id, vector } of some) {
            const found = await near('nils', kind, vector)
            expect(found[0]?.row_id).toBe(row_id)
            expect(found).toHaveLength(60)
            expect(found.every(({ own, many }) => own && many)).toBe(true)
          }
          // Who owns little has it read exactly.
          const found = await near('ben', kind, some[0]?.vector ?? [])
          expect(found).toHaveLength(60)
          expect(found.every(({ own, many }) => own && !many)).toBe(true)
        }
      })
    })

    testHere('words that are gone are not found, whichever way they went', async () => {
      const gone = async (statement: string, row: string, person: Person): Promise<void> => {
        await write({ row, of: person, title: 'Unicorn', body: 'unicorn' })
        expect(rows(await search(person, 'unicorn'))).toContain(row)
        await owner().driver.query(statement, [row])
        expect(rows(await search(person, 'unicorn'))).not.toContain(row)
      }
      await gone('update public.sessions set deleted_at = now() where id = $1', call('eve'), 'eve')
      await owner().driver.query('update public.sessions set deleted_at = null where id = $1', [call('eve')])
      expect(rows(await search('eve', 'unicorn'))).toEqual([call('eve')])
      await gone('update public.sessions set transcript_gone_at = now() where id = $1', idOf('shared', 'eve'), 'eve')
      await gone('delete from public.sessions where id = $1', call('eve'), 'eve')
      const { rows: left } = await owner().driver.query(
        'select 1 from public.search_texts where row_id = any($1::uuid[])',
        [[call('eve'), idOf('shared', 'eve')]],
      )
      expect(left).toEqual([])
    })
  },
  populate,
)
