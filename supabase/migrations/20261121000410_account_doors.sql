-- Doors to schema auth and to other people's rows, each for one question, so that no API role may read the tables themselves.

create function private.my_sessions() returns table (
  id uuid, user_agent text, ip text, created_at timestamptz, refreshed_at timestamptz
) language sql stable security definer set search_path = '' as $$
  select s.id, coalesce(s.user_agent, ''), coalesce(pg_catalog.host(s.ip), ''), s.created_at,
         coalesce(s.refreshed_at at time zone 'UTC', s.created_at)
    from auth.sessions s
   where s.user_id = (select auth.uid()) and (s.not_after is null or s.not_after > now())
   order by coalesce(s.refreshed_at at time zone 'UTC', s.created_at) desc
$$;

-- Answers whether there was such a session. Its event streams look again, and find themselves ended.
create function private.end_my_session(session uuid) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  delete from auth.sessions where id = session and user_id = (select auth.uid());
  if not found then
    return false;
  end if;
  perform pg_catalog.pg_notify('greenroom_events', (select auth.uid())::text || ':0');
  return true;
end
$$;

create function private.last_sign_ins(people uuid[]) returns table (id uuid, at timestamptz)
language sql stable security definer set search_path = '' as $$
  select u.id, u.last_sign_in_at from auth.users u where u.id = any (people) and (select private.is_admin())
$$;

-- Where and in which language somebody is written to; only an admin and the house itself may ask.
create function private.postal_address(person uuid) returns table (email text, language text)
language sql stable security definer set search_path = '' as $$
  select p.email, s.preference ->> 'language'
    from public.profiles p left join public.user_settings s on s.user_id = p.id
   where p.id = person and ((select auth.uid()) is null or (select private.is_admin()))
$$;

grant execute on function private.my_sessions(), private.end_my_session(uuid), private.last_sign_ins(uuid[]) to authenticated;
grant execute on function private.postal_address(uuid) to authenticated, service_role;

create index profiles_unannounced_idx on public.profiles (confirmed_at) where status = 'pending' and announced_at is null;
