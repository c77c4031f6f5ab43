-- Pictures of people lie in the public bucket `avatars`, one file each, under a name that nobody can guess and that is
-- never used again. Files that no profile shows (any more) are noted here, so that none is left behind: neither by a
-- crash between storage and database nor by an account that goes away with its row.
create table private.loose_avatars (
  key text primary key,
  -- A file that is on its way into a profile is left alone until then.
  due timestamptz not null default now()
);
create index loose_avatars_due_idx on private.loose_avatars (due);
alter table private.loose_avatars enable row level security;
alter table private.loose_avatars force row level security;
grant select, insert, update, delete on private.loose_avatars to service_role;

-- People may write this column themselves: it can only ever name a file in their own folder of that bucket.
alter table public.profiles add constraint profiles_avatar_url_own check (
  avatar_url is null
  or avatar_url ~ ('^(https?://[^/?#]+)?/storage/v1/object/public/avatars/' || id::text || '/[A-Za-z0-9_-]+\.webp$')
);

create function private.follow_avatar() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  in_bucket constant text := '/storage/v1/object/public/avatars/(.+)$';
  before text := substring(old.avatar_url from in_bucket);
  after text;
begin
  if tg_op = 'UPDATE' then
    after := substring(new.avatar_url from in_bucket);
  end if;
  if before is not distinct from after then
    return null;
  end if;
  delete from private.loose_avatars where key = after;
  if before is not null then
    insert into private.loose_avatars (key) values (before) on conflict (key) do update set due = now();
    perform pg_catalog.pg_notify('greenroom_loose_avatar', '');
  end if;
  return null;
end
$$;
create trigger profiles_follow_avatar after update of avatar_url or delete on public.profiles
  for each row execute function private.follow_avatar();
