import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { starterScenarios } from '../server/features/scenarios/scenarios.starters.ts'
import { places } from '../server/features/search/search.rules.ts'
import { houseTechniques } from '../server/features/techniques/techniques.catalogue.ts'
import { migrationsFolder } from '../server/house.ts'
import { actingAs, actingAsConnection, type PersonActor } from '../server/kernel/db/acting.ts'
import { migrate, readMigrations } from '../server/kernel/db/migrate.ts'
import { openPglite, pgliteDriver } from '../server/kernel/db/pglite.ts'
import { reals } from '../server/kernel/db/reals.ts'
import { makeLocalEmbedder } from '../server/providers/local/local.embedder.ts'
import { median, quantile, secondsOf, type Bench, type Contestant } from './measure.ts'

const rows = 50_000
const asked = 60
/** Other questions that are asked first: what was measured before has filled the engine's memory with pages that nobody needs now. */
const before = 60
const nearest = 10
/** What one call is the middle of. */
const linesOfACall = 8

const person = 'aaaaaaaa-0000-4000-8000-000000000001'
const session = 'bbbbbbbb-0000-4000-8000-000000000001'
const actor: PersonActor = { kind: 'person', userId: person, sessionId: session, needs: 'approved' }
const wide = 'text-embedding-3-small'
const narrow = 'minilm-l6-v2-fp16'

/** The same numbers every time. */
const dice = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
}

/** English sentences that people say in calls, by what they are about. */
const sentencesByTopic = async (): Promise<string[][]> => {
  const folder = fileURLToPath(new URL('../server/features/roleplays/fixtures', import.meta.url))
  const files = (await readdir(folder)).filter((name) => name.endsWith('.en.txt'))
  const calls = await Promise.all(
    files.map(async (name) =>
      (await readFile(join(folder, name), 'utf8'))
        .split('\n')
        .flatMap((line) => /^[NTC]: ?(?:\[.*?\] )?(.{12,})$/.exec(line)?.slice(1) ?? []),
    ),
  )
  const english = (value: unknown): string[] =>
    typeof value !== 'object' || value === null
      ? []
      : Object.entries(value).flatMap(([name, inner]) =>
          name === 'en'
            ? [inner].flat().filter((text) => typeof text === 'string' && text.length > 12)
            : english(inner),
        )
  const scenarios = starterScenarios.map((scenario) => english(scenario).slice(0, 90))
  return [...calls, ...scenarios, english(houseTechniques)].filter((topic) => topic.length >= linesOfACall)
}

interface Questions {
  kept: Float32Array[]
  queries: Float32Array[]
  first: Float32Array[]
}

const unit = (vector: Float32Array): Float32Array => {
  const length = Math.hypot(...vector)
  return vector.map((value) => value / length)
}

/**
 * Vectors as calls have them: each the middle of some sentences of one topic and a few of others, from a real model. The wide
 * ones are the same turned into 1,536 directions, which keeps their angles: no model with so many is on this machine.
 */
const makeVectors = async (count: number): Promise<{ narrow: Float32Array[]; wide: Float32Array[] }> => {
  const embedder = makeLocalEmbedder()
  const topics: Float32Array[][] = []
  for (const sentences of await sentencesByTopic()) {
    const vectors: Float32Array[] = []
    for (let from = 0; from < sentences.length; from += embedder.limits.texts) {
      const answer = await embedder.embed(sentences.slice(from, from + embedder.limits.texts), {
        requestId: 'bench',
        userRef: 'bench',
        signal: AbortSignal.timeout(600_000),
      })
      if (answer.kind !== 'done') throw new Error(`No vectors: ${answer.kind}`)
      vectors.push(...answer.value)
    }
    topics.push(vectors)
  }
  await embedder.close()
  const random = dice(20261121)
  const any = <T>(things: readonly T[]): T => things[Math.floor(random() * things.length)] as T
  const size = topics[0]?.[0]?.length ?? 0
  const calls = Array.from({ length: count }, () => {
    const sum = new Float32Array(size)
    const topic = any(topics)
    for (let line = 0; line < linesOfACall; line += 1) {
      const from = random() < 0.75 ? any(topic) : any(any(topics))
      for (let place = 0; place < size; place += 1) sum[place] = (sum[place] ?? 0) + (from[place] ?? 0)
    }
    return unit(sum)
  })
  const turn = Float32Array.from(
    { length: size * places },
    () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()),
  )
  const turned = calls.map((call) => {
    const out = new Float32Array(places)
    for (let from = 0; from < size; from += 1) {
      const value = call[from] ?? 0
      const row = from * places
      for (let to = 0; to < places; to += 1) out[to] = (out[to] ?? 0) + value * (turn[row + to] ?? 0)
    }
    return unit(out)
  })
  return { narrow: calls, wide: turned }
}

const idOf = (place: number): string => `cccccccc-0000-4000-8000-${String(place).padStart(12, '0')}`

const exactly = (all: readonly Float32Array[], query: Float32Array): string[] =>
  all
    .map((vector, place) => {
      let product = 0
      for (let index = 0; index < vector.length; index += 1) product += (vector[index] ?? 0) * (query[index] ?? 0)
      return { place, product }
    })
    .toSorted((a, b) => b.product - a.product)
    .slice(0, nearest)
    .map(({ place }) => idOf(place))

/** Calls of one person that mean about the same: by the index with its second look, under row policies, against reading all of them. */
export const vectorsBench: Bench = {
  key: 'vectors',
  workload: `nearest ${nearest} of ${rows.toLocaleString('en')} calls by meaning, row security on`,
  unit: 'ms',
  better: 'less',
  async prepare({ folder }) {
    const engine = await openPglite({ folder: join(folder, 'database') })
    await engine.exec("set statement_timeout = '20min'; set maintenance_work_mem = '256MB'")
    const db = { driver: pgliteDriver(engine) }
    await migrate(db, await readMigrations(migrationsFolder))
    const vectors = await makeVectors(rows + asked + before)
    const split = (all: Float32Array[]): Questions => ({
      kept: all.slice(0, rows),
      queries: all.slice(rows, rows + asked),
      first: all.slice(rows + asked),
    })
    const sets: Record<string, Questions> = {
      [wide]: split(vectors.wide),
      [narrow]: split(vectors.narrow),
    }
    await engine.exec(`
      insert into auth.users (id, email, email_confirmed_at) values ('${person}', 'bench@example.test', now());
      insert into auth.sessions (id, user_id) values ('${session}', '${person}');
      update public.profiles set status = 'approved' where id = '${person}';
      insert into public.search_texts (kind, row_id, owner_id, language, title, body, content_hash)
        select 'session', ('cccccccc-0000-4000-8000-' || lpad(place::text, 12, '0'))::uuid, '${person}', 'en', 'x', 'x', 'x'
          from generate_series(0, ${rows - 1}) place;
      alter table public.embeddings disable trigger user;
      alter table public.embeddings drop constraint embeddings_kind_row_id_language_fkey;`)
    const none: Questions = { kept: [], queries: [], first: [] }
    const builds: Record<string, number> = {}
    for (const model of [wide, narrow]) {
      const { rows: found } = await engine.query<{ name: string }>(
        "select indexrelid::regclass::text as name from pg_index where indrelid = 'public.embeddings'::regclass and pg_get_expr(indpred, indrelid) like $1",
        [`%${model}%`],
      )
      for (const { name } of found) await engine.exec(`drop index ${name}`)
      const kept = sets[model]?.kept ?? []
      for (let from = 0; from < rows; from += 1000) {
        const lines = kept.slice(from, from + 1000).map((vector, place) => {
          const numbers = Array.from(vector, (value) => value.toFixed(5))
          while (numbers.length < places) numbers.push('0')
          return `session\t${idOf(from + place)}\ten\t${person}\t${model}\tx\t[${numbers.join(',')}]\n`
        })
        await engine.query(
          "copy public.embeddings (kind, row_id, language, owner_id, model_id, content_hash, embedding) from '/dev/blob'",
          [],
          { blob: new Blob(lines) },
        )
      }
      builds[model] = await secondsOf(() =>
        actingAsConnection(db, (transaction) => transaction.rows(sql`select private.prepare_meaning(array[${model}])`)),
      )
    }
    await engine.exec('analyze public.embeddings; analyze public.search_texts')
    const { rows: sizes } = await engine.query<{ bytes: number }>(
      "select pg_relation_size(indexrelid)::float8 as bytes from pg_index where indrelid = 'public.embeddings'::regclass and indpred is not null",
    )

    const filled = (vector: Float32Array): number[] => [
      ...vector,
      ...Array.from({ length: places - vector.length }, () => 0),
    ]
    const search = async (model: string, query: Float32Array): Promise<string[]> =>
      (
        await actingAs(db, actor, (transaction) =>
          transaction.rows(
            sql<{
              row_id: string
            }>`select row_id from private.nearest_texts(${reals(filled(query))}::real[], ${model}, ${['session']}::text[], null, ${nearest})`,
          ),
        )
      ).map((row) => row.row_id)
    const readingAll = (query: Float32Array): Promise<unknown[]> =>
      actingAs(db, actor, (transaction) =>
        transaction.rows(sql`
          select row_id from public.embeddings where model_id = ${wide}
           order by embedding operator(extensions.<=>) (select ${reals(filled(query))}::real[]::extensions.vector) limit ${nearest}`),
      )
    const recalls: Record<string, number> = {}
    for (const model of [wide, narrow]) {
      const { kept, queries, first } = sets[model] ?? none
      const all = [...queries, ...first]
      let found = 0
      for (const query of all) {
        const wanted = new Set(exactly(kept, query))
        found += (await search(model, query)).filter((id) => wanted.has(id)).length
      }
      recalls[model] = found / (all.length * nearest)
    }

    const slowest = new Map<string, number[]>()
    const strangers = new Map<string, number[]>()
    const add = (book: Map<string, number[]>, name: string, time: number): void =>
      void book.set(name, [...(book.get(name) ?? []), time])
    const middle = (times: readonly number[] | undefined): string => median(times ?? []).toFixed(1)
    const contestant = (
      name: string,
      kind: Contestant['kind'],
      note: string,
      { queries, first }: Pick<Questions, 'queries' | 'first'>,
      ask: (query: Float32Array) => Promise<unknown>,
    ): Contestant => ({
      name,
      kind,
      async run() {
        const timesOf = async (questions: readonly Float32Array[]): Promise<number[]> => {
          const times: number[] = []
          for (const query of questions) times.push((await secondsOf(() => ask(query))) * 1000)
          return times
        }
        const cold = await timesOf(first)
        if (cold.length > 0) add(strangers, name, median(cold))
        const times = await timesOf(queries)
        add(slowest, name, quantile(times, 0.99))
        return median(times)
      },
      note: () =>
        [
          `p99 ${middle(slowest.get(name))} ms`,
          ...(strangers.has(name) ? [`first questions ${middle(strangers.get(name))} ms`] : []),
          note,
        ].join('; '),
    })
    const percent = (share: number | undefined): string => `${((share ?? 0) * 100).toFixed(1)} %`
    return {
      contestants: [
        contestant(
          'ours',
          'ours',
          `1,536 numbers each; recall ${percent(recalls[wide])}`,
          sets[wide] ?? none,
          (query) => search(wide, query),
        ),
        contestant(
          'ours, 384 numbers filled up',
          'peer',
          `recall ${percent(recalls[narrow])}`,
          sets[narrow] ?? none,
          (query) => search(narrow, query),
        ),
        contestant(
          'reading all of them',
          'peer',
          'exact, no index',
          { queries: (sets[wide]?.queries ?? []).slice(0, 5), first: [] },
          readingAll,
        ),
      ],
      absent: [],
      promises(medians) {
        return [
          { promise: 'middle ≤ 6 ms', kept: (medians.get('ours') ?? Number.NaN) <= 6 },
          { promise: `recall of the nearest ${nearest} ≥ 98 %`, kept: (recalls[wide] ?? 0) >= 0.98 },
          { promise: 'index built in ≤ 30 s', kept: (builds[wide] ?? Number.NaN) <= 30 },
        ]
      },
      notes: () => [
        `index of ${rows.toLocaleString('en')} vectors: built in ${builds[wide]?.toFixed(1)} s (filled up: ${builds[narrow]?.toFixed(1)} s), ${Math.max(...sizes.map(({ bytes }) => bytes / 1e6)).toFixed(0)} MB`,
        'all of them one person’s, which is the worst case: up to a thousand are read exactly, without the index',
      ],
      close: () => engine.close(),
    }
  },
}
