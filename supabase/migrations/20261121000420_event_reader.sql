-- What many open event streams have missed, in one statement. Each listener is a person with a session and the last id heard;
-- whoever would not come through private.enter gets the reason instead of events.
create function private.read_events(listeners jsonb, page integer) returns table (place bigint, refusal text, events jsonb)
language sql stable security definer set search_path = '' as $$
  select l.place, r.refusal,
         case when r.refusal is null then (
           select coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'type', e.type, 'data', e.data) order by e.id), '[]')
             from (select id, type, data from public.events where user_id = l.user_id and id > l.after order by id limit page) e
         ) end
    from (
      select item.place, (item.value ->> 'userId')::uuid as user_id, (item.value ->> 'sessionId')::uuid as session_id,
             (item.value ->> 'after')::bigint as after
        from jsonb_array_elements(listeners) with ordinality as item (value, place)
    ) l
    left join public.profiles p on p.id = l.user_id
    left join auth.users u on u.id = p.id
    left join auth.sessions s on s.id = l.session_id and s.user_id = p.id and (s.not_after is null or s.not_after > now())
    cross join lateral (
      select case
        when p.id is null then 'auth.account_gone'
        when s.id is null then 'auth.session_ended'
        when p.status = 'suspended' or u.banned_until > now() then 'accounts.suspended'
      end as refusal
    ) r
$$;
grant execute on function private.read_events(jsonb, integer) to service_role;
