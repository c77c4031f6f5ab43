import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actingAs, actingAsConnection } from '#kernel/db/acting.ts'
import { newId } from '#kernel/id.ts'
import { makeLog } from '#kernel/log.ts'
import type { Embedder } from '#providers/embedder.ts'
import { makeHouse, type TestHouse } from '#testing/house.ts'
import type { TestPerson } from '#testing/people.ts'
import { embedWaiting, sweep, writeText } from './search.indexing.ts'
import { indexCall, searchHouse, similarCalls, type SearchTools } from './search.ts'

/** An embedder that knows which words are about the same: meaning as a test needs it, and every text it was given. */
const topics = [
  ['price', 'cost', 'expensive', 'budget'],
  ['contract', 'agreement', 'signature'],
  ['holiday', 'beach', 'sun'],
] as const
const makeTopicEmbedder = (more: Partial<Embedder> = {}): Embedder & { given: string[] } => {
  const given: string[] = []
  return {
    id: 'local',
    modelId: 'minilm-l6-v2-fp16',
    dimensions: topics.length + 1,
    disclosure: 'Topics of this test',
    leavesHouse: false,
    languages: ['en'],
    limits: { texts: 2, characters: 200, callsPerMinute: 1000 },
    estimateMicroUsd: () => 0,
    async embed(texts) {
      given.push(...texts)
      const value = texts.map((text) => {
        const words = text.toLowerCase()
        return Float32Array.from([...topics.map((topic) => topic.filter((word) => words.includes(word)).length * 3), 1])
      })
      return { kind: 'done', value, usage: null, requestId: null }
    },
    close: async () => undefined,
    ...more,
    given,
  }
}

let house: TestHouse
let anna: TestPerson
let ben: TestPerson
beforeAll(async () => {
  house = await makeHouse({ working: false })
  anna = await house.people.add()
  ben = await house.people.add()
})
afterAll(() => house.stop())

const toolsWith = (embedder: Embedder | null): SearchTools => ({ ...house.tools, embedder })
const work = (tools: SearchTools): Promise<void> =>
  embedWaiting(tools, { signal: AbortSignal.timeout(20_000), log: makeLog('fatal') })

/** A finished call with these words; what a call otherwise goes through is tried elsewhere. */
const finishedCall = async (
  person: TestPerson,
  language: 'en' | 'nl',
  lines: string[],
  techniques: string[] = [],
): Promise<string> => {
  const id = newId()
  const found = [
    { turnId: 'x', faults: [], techniques: techniques.map((techniqueId) => ({ techniqueId, confidence: 1 })) },
  ]
  await actingAsConnection(house.tools.db, async (transaction) => {
    await transaction.run(sql`
      insert into public.sessions (id, user_id, scenario_id, scenario_version, language, mode, status, state, rubric, rubric_hash, seed,
        score_state, score, scorecard, completed_at, techniques_detected)
      select ${id}, ${person.id}, s.id, s.version, ${language}, 'typed', 'completed', '{}', '{}', 'hash', 1, 'scored', 60, '{}', now(),
             ${JSON.stringify(found)}::jsonb
        from public.scenarios s where s.slug = 'too-expensive' and s.workspace_id is null`)
    await transaction.run(sql`
      insert into public.session_turns (session_id, user_id, number, speaker, text, source)
      select ${id}, ${person.id}, place - 1, 'trainee', line, 'typed' from unnest(${lines}::text[]) with ordinality as l (line, place)`)
  })
  return id
}
const scenarioSlug = async (): Promise<string[]> =>
  actingAsConnection(house.tools.db, async (transaction) =>
    (await transaction.rows(sql<{ slug: string }>`select slug from public.scenarios order by slug`)).map(
      (row) => row.slug,
    ),
  )

describe('search', () => {
  test('finds the house’s scenarios in both languages once a sweep has passed, and nothing their customers hide', async () => {
    expect(await scenarioSlug()).toContain('too-expensive')
    const tools = toolsWith(null)
    await sweep(tools)
    const { rows } = await house.tools.db.driver.query("select data from jobs.job where name = 'search.index'")
    for (const { data } of rows as { data: { kind: 'scenario'; rowId: string } }[])
      await writeText(tools, data.kind, data.rowId)
    const found = await anna.call('GET', '/api/search?q=expensive&kinds=scenario')
    expect(found).toMatchObject({ status: 200, body: { meaning: { state: 'not_here', by: null } } })
    expect(found.body.hits[0]).toMatchObject({ kind: 'scenario', language: 'en' })
    const dutch = await anna.call('GET', '/api/search?q=prijs&language=nl')
    expect(dutch.body.hits.length).toBeGreaterThan(0)
    const ask = async (text: string): Promise<string[]> =>
      ((await house.tools.db.driver.query(text)).rows as { text: string }[]).map((row) => row.text)
    const secrets = await ask(`
      select distinct secret #>> '{}' as text from public.scenarios s, jsonb_path_query(s.flow_data, '$.**.truth.*') secret`)
    expect(secrets.length).toBeGreaterThan(20)
    const bodies = (await ask('select body as text from public.search_texts')).join('\n')
    expect(secrets.filter((secret) => secret !== '' && bodies.includes(secret))).toEqual([])
  })

  test('once everything is written down, another sweep finds nothing to do', async () => {
    await house.tools.db.driver.query("delete from jobs.job where name like 'search.%'")
    await sweep(toolsWith(null))
    const { rows } = await house.tools.db.driver.query("select 1 from jobs.job where name = 'search.index'")
    expect(rows).toEqual([])
  })

  test('finds one’s own calls by words and by meaning, and nobody else’s', async () => {
    const embedder = makeTopicEmbedder()
    const tools = toolsWith(embedder)
    const mine = await finishedCall(anna, 'en', ['Is the budget settled?', 'We talked about cost all morning.'])
    const theirs = await finishedCall(ben, 'en', ['Is the budget settled?', 'We talked about cost all morning.'])
    for (const id of [mine, theirs]) await writeText(tools, 'session', id)
    await work(tools)
    const found = await searchHouse(tools, anna.actor, { q: 'the price?', kinds: ['session'], limit: 10 })
    expect(found.meaning).toEqual({ state: 'english_only', by: 'Topics of this test' })
    expect(found.hits.map((hit) => hit.id)).toEqual([mine])
    expect(found.hits[0]).toMatchObject({ ways: ['meaning'], score: 60 })
    expect(await searchHouse(tools, anna.actor, { q: 'beach', kinds: ['session'], limit: 10 })).toMatchObject({
      hits: [],
    })
    const byWord = await anna.call('GET', '/api/search?q=settled&kinds=session')
    expect(byWord.body.hits).toMatchObject([
      { id: mine, snippet: expect.arrayContaining([{ text: 'settled', hit: true }]) },
    ])
  })

  test('compares Dutch by its words and says so, and asks no model about it', async () => {
    const embedder = makeTopicEmbedder()
    const tools = toolsWith(embedder)
    const mine = await finishedCall(anna, 'nl', ['Het prijsbezwaar kwam snel.'])
    await writeText(tools, 'session', mine)
    await work(tools)
    expect(embedder.given.join(' ')).not.toContain('prijsbezwaar')
    embedder.given.length = 0
    const found = await searchHouse(tools, anna.actor, { q: 'prijs', kinds: ['session'], language: 'nl', limit: 10 })
    expect(found).toMatchObject({ meaning: { state: 'english_only' }, hits: [{ id: mine, ways: ['likeness'] }] })
    expect(embedder.given).toEqual([])
  })

  test('goes on by words when the model does not answer', async () => {
    const silent = makeTopicEmbedder({ embed: async () => ({ kind: 'unknown', reason: 'hung up' }) })
    const found = await searchHouse(toolsWith(silent), anna.actor, { q: 'settled', kinds: ['session'], limit: 10 })
    expect(found).toMatchObject({ meaning: { state: 'failed' }, hits: [{ ways: ['words', 'likeness'] }] })
  })

  test('refuses kinds that do not exist and questions without an end', async () => {
    expect(await anna.call('GET', '/api/search?q=x&kinds=secrets')).toMatchObject({ status: 422 })
    expect(await anna.call('GET', `/api/search?q=${'x'.repeat(301)}`)).toMatchObject({ status: 422 })
  })
})

describe('similar calls', () => {
  test('are those that mean about the same, where meaning can be compared', async () => {
    const tools = toolsWith(makeTopicEmbedder())
    const person = await house.people.add()
    const contract = await finishedCall(person, 'en', ['The agreement waits for a signature.'])
    const another = await finishedCall(person, 'en', ['A contract without a signature is no agreement.'])
    await finishedCall(person, 'en', ['The sun on the beach of the holiday.']).then((id) =>
      writeText(tools, 'session', id),
    )
    for (const id of [contract, another]) await writeText(tools, 'session', id)
    await work(tools)
    const found = await similarCalls(tools, person.actor, contract)
    expect(found).toMatchObject({ by: 'meaning', calls: [{ id: another, score: 60 }] })
    expect(found.calls[0]?.title).not.toBe('')
  })

  test('are those with the same techniques otherwise, and only one’s own', async () => {
    const person = await house.people.add()
    const one = await finishedCall(person, 'nl', ['Dag'], ['spin_problem', 'mirroring'])
    const two = await finishedCall(person, 'nl', ['Dag'], ['spin_problem', 'mirroring'])
    const three = await finishedCall(person, 'nl', ['Dag'], ['spin_need'])
    await finishedCall(ben, 'nl', ['Dag'], ['spin_problem', 'mirroring'])
    const found = await person.call('GET', `/api/sessions/${one}/similar`)
    expect(found.body.by).toBe('techniques')
    expect(found.body.calls.map((call: { id: string }) => call.id)).toEqual([two, three])
    expect(await ben.call('GET', `/api/sessions/${one}/similar`)).toMatchObject({
      status: 404,
      body: { code: 'search.not_found' },
    })
  })
})

describe('vectors', () => {
  test('are made once for the same words, and anew for other words or another model', async () => {
    const first = makeTopicEmbedder()
    const id = await finishedCall(anna, 'en', ['The cost of the contract.'])
    const index = async (embedder: Embedder): Promise<void> => {
      await writeText(toolsWith(embedder), 'session', id)
      await work(toolsWith(embedder))
    }
    await index(first)
    expect(first.given.join()).toContain('The cost of the contract')
    first.given.length = 0
    await index(first)
    expect(first.given).toEqual([])
    await house.tools.db.driver.query("update public.session_turns set text = 'The price.' where session_id = $1", [id])
    await index(first)
    expect(first.given.join()).toContain('The price.')
    const second = makeTopicEmbedder({ modelId: 'another-model' })
    await sweep(toolsWith(second))
    await work(toolsWith(second))
    expect(second.given.join()).toContain('The price.')
    const { rows } = await house.tools.db.driver.query(
      'select model_id from public.embeddings where row_id = $1 order by model_id',
      [id],
    )
    expect(rows).toEqual([{ model_id: 'another-model' }, { model_id: 'minilm-l6-v2-fp16' }])
  })

  test('of a call are not asked for outside the house unless its owner agrees', async () => {
    const remote = makeTopicEmbedder({ modelId: 'remote-model', leavesHouse: true })
    const person = await house.people.add()
    await writeText(toolsWith(remote), 'session', await finishedCall(person, 'en', ['A most private budget.']))
    await work(toolsWith(remote))
    expect(remote.given.join()).not.toContain('private budget')
    await actingAs(house.tools.db, person.actor, (transaction) =>
      transaction.run(
        sql`insert into public.recording_consents (id, user_id, purpose, text_version) values (${newId()}, ${person.id}, 'provider', 'x')`,
      ),
    )
    await work(toolsWith(remote))
    expect(remote.given.join()).toContain('private budget')
  })

  test('that a model does not want are not offered to it again; one that is busy is asked later', async () => {
    let asked = 0
    const refusal = { sentence: 'x', vendorCode: 'x', retry: false, charged: 'no', usage: null } as const
    const strict = makeTopicEmbedder({
      modelId: 'strict-model',
      embed: async () => {
        asked += 1
        return { kind: 'refused', code: 'moderated', ...refusal }
      },
    })
    await work(toolsWith(strict))
    const before = asked
    expect(before).toBeGreaterThan(0)
    await work(toolsWith(strict))
    expect(asked).toBe(before)

    const busy = makeTopicEmbedder({
      modelId: 'busy-model',
      embed: async () => {
        asked += 1
        return { kind: 'refused', code: 'rate_limited', retryAfterSeconds: 30, ...refusal }
      },
    })
    await house.tools.db.driver.query("delete from jobs.job where name = 'search.embed'")
    await work(toolsWith(busy))
    expect(asked).toBe(before + 1)
    const { rows } = await house.tools.db.driver.query(
      "select start_after > now() + interval '20 seconds' as later from jobs.job where name = 'search.embed'",
    )
    expect(rows).toEqual([{ later: true }])
    await work(toolsWith(busy))
    expect(asked).toBe(before + 2)
  })

  test('go with a call whose words are removed, and a job that comes late writes nothing back', async () => {
    const id = await finishedCall(anna, 'en', ['The cost of a zeppelin.'])
    const tools = toolsWith(makeTopicEmbedder())
    await actingAs(house.tools.db, anna.actor, (transaction) => indexCall(tools, transaction, id))
    await writeText(tools, 'session', id)
    await house.tools.db.driver.query('update public.sessions set transcript_gone_at = now() where id = $1', [id])
    await writeText(tools, 'session', id)
    const { rows } = await house.tools.db.driver.query('select 1 from public.search_texts where row_id = $1', [id])
    expect(rows).toEqual([])
  })
})
