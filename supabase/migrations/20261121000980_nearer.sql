-- The same answers in less time: fewer are looked at twice, and each of them once.
-- What means about the same, of what the caller may see: the nearest first. Exact as long as it is little, which it is for most;
-- by the index of the model above that.
create or replace function private.nearest_texts(query_embedding real[], model text, kinds text[], of_language text, wanted integer)
returns table (kind text, row_id uuid, language text, similarity double precision)
language plpgsql stable set search_path = '' as $$
declare
  place text := private.vector_schema();
  conditions text;
  few boolean;
  -- Of so many that look near by their bits the nearest are chosen. A vector that is filled up has fewer bits that say anything.
  looked_at integer := case when query_embedding[800] = 0 and query_embedding[1200] = 0 and query_embedding[1536] = 0 then 400 else 120 end;
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
  execute format('select not exists (select from public.embeddings e where %s offset 1000)', conditions)
    into few using query_embedding, kinds;
  if few then
    return query execute format(
      'select e.kind, e.row_id, e.language, 1 - (e.embedding operator(%1$I.<=>) $1::%1$I.vector)
         from public.embeddings e where %2$s order by e.embedding operator(%1$I.<=>) $1::%1$I.vector, e.row_id limit $3', place, conditions)
      using query_embedding, kinds, wanted;
  else
    -- Goes on through the index when row policies leave too few of the first ones.
    perform pg_catalog.set_config('hnsw.iterative_scan', 'relaxed_order', true), pg_catalog.set_config('hnsw.ef_search', looked_at::text, true);
    -- Materialised, or how far each is would be worked out twice: for the order and for the answer.
    return query execute format(
      'with near as materialized (
         select e.kind, e.row_id, e.language, e.embedding operator(%1$I.<=>) $1::%1$I.vector as distance
           from public.embeddings e where %2$s
          order by e.bits operator(%1$I.<~>) %1$I.binary_quantize($1::%1$I.vector)::bit(1536) limit greatest($4, $3))
       select n.kind, n.row_id, n.language, 1 - n.distance from near n order by n.distance, n.row_id limit $3', place, conditions)
      using query_embedding, kinds, wanted, looked_at;
  end if;
end
$$;
