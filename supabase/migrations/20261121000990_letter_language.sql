-- The language somebody is written to in: the one they chose, else the one they signed up in; null when neither is known. A studio
-- that follows the browser leaves the setting empty, and its letters were English for everybody.
create function private.letter_language(person uuid) returns text
language sql stable security definer set search_path = '' as $$
  select coalesce(known.chosen, known.at_first)
    from (select (select s.preference ->> 'language' from public.user_settings s where s.user_id = person) as chosen,
                 (select u.raw_user_meta_data ->> 'language' from auth.users u
                   where u.id = person and u.raw_user_meta_data ->> 'language' in ('en', 'nl')) as at_first) known
$$;
grant execute on function private.letter_language(uuid) to service_role;

create or replace function private.postal_address(person uuid) returns table (email text, language text)
language sql stable security definer set search_path = '' as $$
  select p.email, private.letter_language(p.id) from public.profiles p
   where p.id = person and ((select auth.uid()) is null or (select private.is_admin()))
$$;
