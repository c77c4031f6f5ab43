-- What can be found by its words, by words that are like it, and by what it means.
-- Words work on every Postgres. Meaning needs pgvector, and without it nothing else is missing.

-- The words of everything that can be found: calls by those who made them, scenarios by those who see them.
create table public.search_texts (
  kind text not null check (kind in ('session', 'scenario', 'article', 'course')),
  row_id uuid not null,
  -- Null: not one person's.
  owner_id uuid references public.profiles on delete cascade,
  -- Null: everybody's.
  workspace_id uuid references public.workspaces on delete cascade,
  language text not null check (language in ('en', 'nl')),
  title text not null check (char_length(title) <= 2000),
  body text not null check (char_length(body) <= 200000),
  -- SHA-256 of title and body: the same words are not counted out again.
  content_hash text not null,
  -- A worker counts it out since then; a claim that is old is one whose worker died.
  claimed_at timestamptz,
  -- The model that did not want these words. Other words are offered to it again.
  refused_by text,
  words tsvector generated always as (
    setweight(to_tsvector(case language when 'nl' then 'dutch'::regconfig else 'english'::regconfig end, title), 'A')
    || setweight(to_tsvector(case language when 'nl' then 'dutch'::regconfig else 'english'::regconfig end, body), 'B')) stored,
  -- For parts of words: Dutch puts words together, and no dictionary here takes them apart.
  plain text generated always as (lower(title || ' ' || body)) stored,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (kind, row_id, language)
);
-- No index on the words: row policies are asked before an operator that could tell about a row, so none would be used.
-- What one person may see is found by these two, and is little.
create index search_texts_owner_idx on public.search_texts (owner_id, kind);
create index search_texts_workspace_idx on public.search_texts (workspace_id);
create trigger search_texts_touch before update on public.search_texts for each row execute function private.touch_updated_at();
alter table public.search_texts enable row level security;
alter table public.search_texts force row level security;
create policy search_texts_select_own on public.search_texts for select to authenticated
  using (owner_id = (select auth.uid()) and (select private.is_approved()));
create policy search_texts_select_open on public.search_texts for select to authenticated
  using (owner_id is null and (select auth.uid()) is not null and (select private.is_approved())
    and (workspace_id is null or (select private.workspace_role(workspace_id)) is not null));
grant select on public.search_texts to authenticated;
grant select, insert, update, delete on public.search_texts to service_role;

-- One vector for a text and a model; private.prepare_meaning adds the column that holds it. Vectors of two models are never
-- compared: every query names one.
create table public.embeddings (
  kind text not null,
  row_id uuid not null,
  language text not null,
  owner_id uuid references public.profiles on delete cascade,
  workspace_id uuid references public.workspaces on delete cascade,
  model_id text not null check (model_id ~ '^[a-z0-9][a-z0-9._-]{0,79}$'),
  -- Of the words it was made from.
  content_hash text not null,
  created_at timestamptz not null default now(),
  primary key (kind, row_id, language, model_id),
  foreign key (kind, row_id, language) references public.search_texts (kind, row_id, language) on delete cascade
);
create index embeddings_owner_idx on public.embeddings (owner_id, model_id, kind);
create index embeddings_workspace_idx on public.embeddings (workspace_id);
alter table public.embeddings enable row level security;
alter table public.embeddings force row level security;
create policy embeddings_select_own on public.embeddings for select to authenticated
  using (owner_id = (select auth.uid()) and (select private.is_approved()));
create policy embeddings_select_open on public.embeddings for select to authenticated
  using (owner_id is null and (select auth.uid()) is not null and (select private.is_approved())
    and (workspace_id is null or (select private.workspace_role(workspace_id)) is not null));
grant select on public.embeddings to authenticated;
grant select, insert, update, delete on public.embeddings to service_role;

-- Whose a vector is follows from its text, whoever writes it.
create function private.own_embedding() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  select t.owner_id, t.workspace_id into strict new.owner_id, new.workspace_id
    from public.search_texts t where t.kind = new.kind and t.row_id = new.row_id and t.language = new.language;
  return new;
end
$$;
create trigger embeddings_own before insert or update on public.embeddings for each row execute function private.own_embedding();
create function private.move_embeddings() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update public.embeddings e set owner_id = new.owner_id, workspace_id = new.workspace_id
   where e.kind = new.kind and e.row_id = new.row_id and e.language = new.language;
  return null;
end
$$;
create trigger search_texts_move after update of owner_id, workspace_id on public.search_texts
  for each row when (old.owner_id is distinct from new.owner_id or old.workspace_id is distinct from new.workspace_id)
  execute function private.move_embeddings();

-- Words that are gone are not found either, whichever way they went.
create function private.forget_words() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  delete from public.search_texts t where t.kind = tg_argv[0] and t.row_id = old.id;
  return null;
end
$$;
create trigger sessions_forget_words after delete on public.sessions
  for each row execute function private.forget_words('session');
create trigger sessions_purge_words after update of transcript_gone_at on public.sessions
  for each row when (new.transcript_gone_at is not null and old.transcript_gone_at is null) execute function private.forget_words('session');
create trigger scenarios_forget_words after delete on public.scenarios
  for each row execute function private.forget_words('scenario');

-- Where pgvector is, or null.
create function private.vector_schema() returns text language sql stable set search_path = '' as $$
  select n.nspname from pg_catalog.pg_extension e join pg_catalog.pg_namespace n on n.oid = e.extnamespace where e.extname = 'vector'
$$;
-- Whether vectors can be kept here.
create function private.knows_meaning() returns boolean language sql stable set search_path = '' as $$
  select exists (select from pg_catalog.pg_attribute
    where attrelid = 'public.embeddings'::regclass and attname = 'embedding' and not attisdropped)
$$;
grant execute on function private.vector_schema(), private.knows_meaning() to authenticated, service_role;

-- Makes room for vectors and an index for each of these models. The house asks at every start, so that a Postgres that gets
-- pgvector later, or a model that nobody has used yet, needs nothing else. Answers whether meaning can be searched.
create function private.prepare_meaning(models text[]) returns boolean
language plpgsql set search_path = '' as $$
declare
  place text := private.vector_schema();
  model text;
  index_name text;
begin
  if place is null then
    return false;
  end if;
  perform pg_catalog.pg_advisory_xact_lock(814930);
  if not private.knows_meaning() then
    -- What was embedded elsewhere came without its vector.
    delete from public.embeddings;
    -- Shorter ones are filled up with zeros, which changes no angle.
    execute format('alter table public.embeddings add column embedding %1$I.vector(1536) not null,
      add column bits bit(1536) not null generated always as (%1$I.binary_quantize(embedding)::bit(1536)) stored', place);
  end if;
  foreach model in array models loop
    index_name := 'embeddings_by_' || left(pg_catalog.md5(model), 12);
    if to_regclass('public.' || index_name) is null then
      -- One bit for each number: a thirtieth of the size and many times as fast to build; the nearest by it are then put in
      -- order by the vectors themselves. A column and no expression: ordering by that would read every vector once more.
      execute format('create index %I on public.embeddings using hnsw (bits %I.bit_hamming_ops) where model_id = %L',
        index_name, place, model);
    end if;
  end loop;
  return true;
end
$$;
select private.prepare_meaning(array['minilm-l6-v2-fp16', 'text-embedding-3-small']);

-- What means about the same, of what the caller may see: the nearest first. Exact as long as it is little, which it is for most;
-- by the index of the model above that.
create function private.nearest_texts(query_embedding real[], model text, kinds text[], of_language text, wanted integer)
returns table (kind text, row_id uuid, language text, similarity double precision)
language plpgsql stable set search_path = '' as $$
declare
  place text := private.vector_schema();
  conditions text;
  few boolean;
  -- Of so many that look near by their bits the nearest are chosen. A vector that is filled up has fewer bits that say anything.
  looked_at integer := case when query_embedding[800] = 0 and query_embedding[1200] = 0 and query_embedding[1536] = 0 then 400 else 150 end;
begin
  if query_embedding is null or not private.knows_meaning() then
    return;
  end if;
  if cardinality(query_embedding) <> 1536 then
    raise exception 'search.wrong_length: %', cardinality(query_embedding) using errcode = 'GR400';
  end if;
  -- The name of the model stands in the statement, or the planner would not know that its index serves.
  conditions := format('e.model_id = %L and e.kind = any($2)', model)
    || case when of_language is null then '' else format(' and e.language = %L', of_language) end;
  execute format('select count(*) <= 1000 from (select from public.embeddings e where %s limit 1001) counted', conditions)
    into few using query_embedding, kinds;
  if few then
    return query execute format(
      'select e.kind, e.row_id, e.language, 1 - (e.embedding operator(%1$I.<=>) $1::%1$I.vector)
         from public.embeddings e where %2$s order by e.embedding operator(%1$I.<=>) $1::%1$I.vector, e.row_id limit $3', place, conditions)
      using query_embedding, kinds, wanted;
  else
    -- Goes on through the index when row policies leave too few of the first ones.
    perform pg_catalog.set_config('hnsw.iterative_scan', 'relaxed_order', true), pg_catalog.set_config('hnsw.ef_search', looked_at::text, true);
    return query execute format(
      'select c.kind, c.row_id, c.language, 1 - (c.embedding operator(%1$I.<=>) $1::%1$I.vector)
         from (select e.kind, e.row_id, e.language, e.embedding from public.embeddings e where %2$s
                order by e.bits operator(%1$I.<~>) %1$I.binary_quantize($1::%1$I.vector)::bit(1536)
                limit greatest($4, $3)) c
        order by c.embedding operator(%1$I.<=>) $1::%1$I.vector, c.row_id limit $3', place, conditions)
      using query_embedding, kinds, wanted, looked_at;
  end if;
end
$$;
grant execute on function private.nearest_texts(real[], text, text[], text, integer) to authenticated, service_role;

-- Calls of the caller that mean about the same; `skip` is the one they are compared with.
create function public.search_similar_sessions(query_embedding real[], model text, match_threshold double precision default 0.5,
  match_count integer default 5, skip uuid default null)
returns table (session_id uuid, similarity double precision)
language sql stable set search_path = '' as $$
  select n.row_id, n.similarity
    from private.nearest_texts(query_embedding, model, array['session'], null, least(greatest(match_count, 0), 100) + 20) n
    join public.sessions s on s.id = n.row_id and s.deleted_at is null and s.user_id = (select auth.uid())
   where n.similarity >= match_threshold and n.row_id is distinct from skip
   order by n.similarity desc, n.row_id limit least(greatest(match_count, 0), 100)
$$;
grant execute on function public.search_similar_sessions(real[], text, double precision, integer, uuid) to authenticated;

-- How much of the words of `asked` stands in `text`, 0 to 1; nothing without pg_trgm.
do $$
declare
  place text := (select n.nspname from pg_catalog.pg_extension e join pg_catalog.pg_namespace n on n.oid = e.extnamespace
    where e.extname = 'pg_trgm');
begin
  execute format('create function private.word_likeness(asked text, text text) returns double precision
    language sql immutable set search_path = '''' as %L',
    case when place is null then 'select 0::double precision' else format('select %I.word_similarity($1, $2)::double precision', place) end);
end
$$;
grant execute on function private.word_likeness(text, text) to authenticated, service_role;

-- The part of a text in which one of these words stands first, or null.
create function private.excerpt(body text, terms text[]) returns text language sql immutable set search_path = '' as $$
  select case when place > 80 then '… ' || regexp_replace(around, '^\S*\s', '') else around end
    from (select place, case when char_length(body) > start + 260 then regexp_replace(substr(body, start, 260), '\s+\S*$', ' …')
                             else substr(body, start, 260) end as around
            from (select place, greatest(1, place - 80) as start
                    from (select min(strpos(lower(body), term)) as place from unnest(terms) term where strpos(lower(body), term) > 0) first
                   where place is not null) begun) cut
$$;
grant execute on function private.excerpt(text, text[]) to authenticated, service_role;

-- Three ways at once: by words of the language, by parts of words and words that are nearly so, and by meaning. Each way puts what
-- it finds in order, and places are added up (reciprocal rank fusion, k = 60), so that no way's own measure counts more than
-- another's. Without a vector two ways are left. Row policies cut what is not the caller's before anything is compared.
create function public.search_everything(asked text, query_embedding real[], model text, kinds text[], of_language text default null,
  wanted integer default 20)
returns table (kind text, row_id uuid, language text, title text, snippet text, score double precision, by_words boolean,
  by_likeness boolean, by_meaning boolean)
language sql stable set search_path = '' as $$
  with queries as (
    select q.language, q.configuration, q.strict,
           -- Texts with all of the words come first, and then those with some; what must not be in it makes the query strict.
           case when q.strict::text ~ '[!<]' then q.strict else replace(q.strict::text, ' & ', ' | ')::tsquery end as loose
      from (select l.language, l.configuration, websearch_to_tsquery(l.configuration, asked) as strict
              from (values ('en', 'english'::regconfig), ('nl', 'dutch'::regconfig)) l (language, configuration)
             where of_language is null or l.language = of_language) q
  ), terms as (
    -- Whoever writes quotation marks or a minus means it, and wants nothing that is only near.
    select coalesce(array_agg(distinct word), '{}') as list, asked ~ '"|(^|\s)-' as exactly
      from regexp_split_to_table(lower(asked), '[^[:alnum:]]+') word where char_length(word) >= 3
  ), visible as materialized (
    select t.kind, t.row_id, t.language, t.title, t.words, t.plain
      from public.search_texts t
     where t.kind = any(kinds) and (of_language is null or t.language = of_language)
       and case t.kind when 'session' then exists (select from public.sessions s where s.id = t.row_id and s.deleted_at is null)
                       when 'scenario' then exists (select from public.scenarios c where c.id = t.row_id and c.version > 0)
                       else true end
  ), by_words as (
    select v.kind, v.row_id, v.language, row_number() over (order by v.words @@ q.strict desc, ts_rank_cd(v.words, q.loose) desc, v.row_id, v.language) as place
      from visible v join queries q on q.language = v.language and v.words @@ q.loose
     order by place limit 100
  ), titles as (
    select t.title, private.word_likeness(lower(asked), lower(t.title)) as likeness from (select distinct title from visible) t
  ), alike as (
    select v.kind, v.row_id, v.language,
           greatest(t.likeness, 0.9 * (select count(*) filter (where strpos(v.plain, term) > 0) from unnest(terms.list) term)
             / greatest(1, cardinality(terms.list))) as likeness
      from visible v join titles t on t.title = v.title cross join terms
  ), by_likeness as (
    select a.kind, a.row_id, a.language, row_number() over (order by a.likeness desc, a.row_id, a.language) as place
      from alike a cross join terms where a.likeness >= 0.5 and not terms.exactly order by place limit 100
  ), by_meaning as (
    select n.kind, n.row_id, n.language, row_number() over (order by n.similarity desc, n.row_id, n.language) as place
      from private.nearest_texts(query_embedding, model, kinds, of_language, 100) n
      join visible v on v.kind = n.kind and v.row_id = n.row_id and v.language = n.language
      cross join terms where n.similarity >= 0.25 and not terms.exactly
  ), places as (
    select 'words' as way, * from by_words union all select 'likeness', * from by_likeness union all select 'meaning', * from by_meaning
  ), best as (
    -- A scenario stands here in two languages and is one thing.
    select distinct on (p.way, p.kind, p.row_id) p.* from places p order by p.way, p.kind, p.row_id, p.place
  ), fused as (
    select b.kind, b.row_id, (array_agg(b.language order by b.place, b.way desc))[1] as language,
           sum(1.0::double precision / (60 + b.place)) as score, bool_or(b.way = 'words') as by_words,
           bool_or(b.way = 'likeness') as by_likeness, bool_or(b.way = 'meaning') as by_meaning
      from best b group by b.kind, b.row_id
     order by score desc, b.row_id limit least(greatest(wanted, 0), 100)
  )
  select f.kind, f.row_id, f.language, t.title,
         coalesce(private.excerpt(t.body, terms.list),
           case when f.by_words then ts_headline(q.configuration, t.body, q.loose, 'StartSel="", StopSel="", MinWords=15, MaxWords=40') end,
           left(t.body, 260)),
         f.score, f.by_words, f.by_likeness, f.by_meaning
    from fused f join public.search_texts t on t.kind = f.kind and t.row_id = f.row_id and t.language = f.language
    join queries q on q.language = f.language cross join terms
   order by f.score desc, f.row_id
$$;
grant execute on function public.search_everything(text, real[], text, text[], text, integer) to authenticated;

-- The vector of a text of the caller with this model, to compare others with; null when there is none.
create function private.vector_of(of_kind text, of_row uuid, model text) returns real[]
language plpgsql stable set search_path = '' as $$
declare
  found real[];
begin
  if private.knows_meaning() then
    execute 'select e.embedding::real[] from public.embeddings e where e.kind = $1 and e.row_id = $2 and e.model_id = $3 limit 1'
      into found using of_kind, of_row, model;
  end if;
  return found;
end
$$;
grant execute on function private.vector_of(text, uuid, text) to authenticated, service_role;

-- Keeps a vector, unless the words it was made from have changed since.
create function private.keep_vector(of_kind text, of_row uuid, of_language text, model text, hash text, vector real[]) returns boolean
language plpgsql set search_path = '' as $$
declare
  kept bigint;
begin
  if not private.knows_meaning() then
    return false;
  end if;
  execute 'insert into public.embeddings (kind, row_id, language, model_id, content_hash, embedding)
    select t.kind, t.row_id, t.language, $4, $5, $6 from public.search_texts t
     where t.kind = $1 and t.row_id = $2 and t.language = $3 and t.content_hash = $5
    on conflict (kind, row_id, language, model_id)
    do update set content_hash = excluded.content_hash, embedding = excluded.embedding, created_at = now()'
    using of_kind, of_row, of_language, model, hash, vector;
  get diagnostics kept = row_count;
  return kept > 0;
end
$$;
grant execute on function private.keep_vector(text, uuid, text, text, text, real[]) to service_role;
