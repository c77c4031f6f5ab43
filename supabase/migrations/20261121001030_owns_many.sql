-- Whether somebody owns more than a thousand of a kind is one short look at an index, planned once; only who owns fewer has what
-- others let them see counted too, which asks row policies about each and is planned anew each time.
create function private.owns_many(model text, kinds text[], of_language text) returns boolean
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan as $$
begin
  return exists (select from public.embeddings e
    where e.owner_id = auth.uid() and e.model_id = model and e.kind = any(kinds) and (of_language is null or e.language = of_language)
    offset 1000);
end
$$;
revoke all on function private.owns_many(text, text[], text) from public;
grant execute on function private.owns_many(text, text[], text) to authenticated, service_role;

-- What means about the same, of what the caller may see: the nearest first, at most 70. Exact as long as it is little, which it
-- is for most; by the index of the model above that.
create or replace function private.nearest_texts(query_embedding real[], model text, kinds text[], of_language text, wanted integer)
returns table (kind text, row_id uuid, language text, similarity double precision)
language plpgsql stable set search_path = '' as $$
declare
  place text;
  by_index text := 'nearest_by_' || left(pg_catalog.md5(model), 12);
  indexed boolean;
  conditions text;
  few boolean;
begin
  if query_embedding is null or not private.knows_meaning() then
    return;
  end if;
  if cardinality(query_embedding) <> 1536 then
    raise exception 'search.wrong_length: %', cardinality(query_embedding) using errcode = 'GR400';
  end if;
  indexed := to_regproc('private.' || by_index) is not null;
  if not indexed or not private.owns_many(model, kinds, of_language) then
    place := private.vector_schema();
    conditions := format('e.model_id = %L and e.kind = any($2)', model)
      || case when of_language is null then '' else format(' and e.language = %L', of_language) end;
    -- Planned each time: which way is the short one depends on how much of it is the caller's.
    execute format('select not exists (select from public.embeddings e where %s offset 1000)', conditions)
      into few using query_embedding, kinds;
    if few or not indexed then
      return query execute format(
        'select e.kind, e.row_id, e.language, 1 - (e.embedding operator(%1$I.<=>) $1::%1$I.vector)
           from public.embeddings e where %2$s order by e.embedding operator(%1$I.<=>) $1::%1$I.vector, e.row_id limit $3', place, conditions)
        using query_embedding, kinds, least(wanted, 70);
      return;
    end if;
  end if;
  return query execute format('select * from private.%I($1, $2, $3, $4)', by_index)
    using query_embedding, kinds, of_language, least(wanted, 70);
end
$$;
