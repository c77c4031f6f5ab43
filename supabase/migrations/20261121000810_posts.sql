-- Accounts at TikTok, what is posted there, and the ledger that keeps a post from going out twice.

create table private.tiktok_auth (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.profiles on delete cascade,
  -- TikTok's open_id: one for each app and person.
  tiktok_account_id text not null,
  -- Sealed (AES-256-GCM, bound to this row); null after a disconnect.
  access_token text,
  refresh_token text,
  expires_at timestamptz,
  refresh_expires_at timestamptz,
  scopes text[] not null default '{}',
  state text not null default 'connected' check (state in ('connected', 'reconnect', 'removed')),
  -- A code that the studio has a sentence for.
  state_reason text,
  display_name text not null default '',
  username text,
  avatar_url text,
  -- What TikTok last said about posting, and when.
  creator jsonb,
  creator_at timestamptz,
  refreshed_at timestamptz,
  -- One refresh at a time: whoever holds this row's claim asks TikTok, everybody else waits or uses what is still good.
  refresh_claimed_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (user_id, tiktok_account_id),
  unique (id, user_id)
);
create index tiktok_auth_account_idx on private.tiktok_auth (tiktok_account_id);
create trigger tiktok_auth_touch before update on private.tiktok_auth for each row execute function private.touch_updated_at();
alter table private.tiktok_auth enable row level security;
alter table private.tiktok_auth force row level security;
grant select, insert, update, delete on private.tiktok_auth to service_role;

-- Trips to TikTok's consent page that have not come back: bound to the session that began them, good once.
create table private.tiktok_trips (
  -- SHA-256 of the state parameter, hex.
  state_hash text primary key,
  user_id uuid not null references public.profiles on delete cascade,
  session_id uuid not null,
  -- Sealed PKCE verifier of desktop apps.
  verifier text,
  expires_at timestamptz not null,
  created_at timestamptz not null default now()
);
create index tiktok_trips_user_idx on private.tiktok_trips (user_id);
alter table private.tiktok_trips enable row level security;
alter table private.tiktok_trips force row level security;
grant select, insert, delete on private.tiktok_trips to service_role;

-- Everything about one's own accounts except what opens them.
create function private.my_tiktok_accounts() returns table (
  id uuid, user_id uuid, tiktok_account_id text, state text, state_reason text, display_name text, username text, avatar_url text,
  scopes text[], creator jsonb, creator_at timestamptz, refresh_expires_at timestamptz, created_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select a.id, a.user_id, a.tiktok_account_id, a.state, a.state_reason, a.display_name, a.username, a.avatar_url,
         a.scopes, a.creator, a.creator_at, a.refresh_expires_at, a.created_at
    from private.tiktok_auth a where a.user_id = (select auth.uid()) and (select private.is_approved())
$$;
grant execute on function private.my_tiktok_accounts() to authenticated;
create view public.tiktok_accounts with (security_invoker = true) as select * from private.my_tiktok_accounts();
grant select on public.tiktok_accounts to authenticated;

create type public.publication_state as enum ('draft', 'approved', 'submitting', 'unknown', 'processing', 'published', 'failed');

create table public.publications (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.profiles on delete cascade,
  slide_group_id uuid,
  scene_version_id uuid,
  account_id uuid,
  mode text not null default 'direct' check (mode in ('direct', 'inbox')),
  form text not null default 'video' check (form in ('video', 'photo')),
  -- What the person chose: publicationOptions in contract/posts.ts
  options jsonb not null default '{}' check (jsonb_typeof(options) = 'object' and octet_length(options::text) <= 40000),
  -- SHA-256 over account, mode, form, options and the bytes of what is posted.
  content_hash text not null,
  -- Consent: who agreed, when, to exactly which content, and the words that stood there.
  consent_by uuid,
  consent_at timestamptz,
  consent_hash text,
  consent_text text,
  state public.publication_state not null default 'draft',
  -- Not before; null = as soon as it is approved.
  publish_at timestamptz,
  -- Made by a session by itself: it waits for a person.
  automatic boolean not null default false,
  source text check (source in ('FILE_UPLOAD', 'PULL_FROM_URL')),
  publish_id text check (char_length(publish_id) <= 200),
  -- Sealed: whoever has this address may send the bytes.
  upload_url text,
  upload_expires_at timestamptz,
  sent_bytes bigint not null default 0,
  total_bytes bigint,
  fail_reason text,
  failure jsonb,
  post_id text,
  metrics jsonb,
  metrics_at timestamptz,
  -- Looks at TikTok's answer so far; the init is made at most once, which `submitted_at` records before it leaves.
  attempts integer not null default 0,
  submitted_at timestamptz,
  accepted_at timestamptz,
  checked_at timestamptz,
  finished_at timestamptz,
  retry_of uuid references public.publications on delete set null,
  -- Of several made at once, each has a moment of its own: lists are read on from it.
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default now(),
  check (num_nonnulls(slide_group_id, scene_version_id) = 1),
  -- Nothing leaves without the consent to exactly this.
  check (state = 'draft' or (consent_at is not null and consent_hash = content_hash)),
  check (state not in ('submitting', 'unknown', 'processing', 'published') or submitted_at is not null),
  check (state <> 'processing' or publish_id is not null),
  foreign key (slide_group_id, user_id) references public.slide_groups (id, user_id) on delete cascade,
  foreign key (scene_version_id, user_id) references public.scene_versions (id, user_id) on delete cascade,
  foreign key (account_id, user_id) references private.tiktok_auth (id, user_id) on delete set null (account_id)
);
create unique index publications_publish_id_key on public.publications (publish_id) where publish_id is not null;
-- The same thing goes to the same account once, as long as it may be there.
create unique index publications_once_group on public.publications (slide_group_id, account_id, form)
  where slide_group_id is not null and state in ('approved', 'submitting', 'unknown', 'processing', 'published');
create unique index publications_once_version on public.publications (scene_version_id, account_id, form)
  where scene_version_id is not null and state in ('approved', 'submitting', 'unknown', 'processing', 'published');
create index publications_user_idx on public.publications (user_id, created_at desc);
create index publications_group_idx on public.publications (slide_group_id);
create index publications_version_idx on public.publications (scene_version_id);
create index publications_open_idx on public.publications (state, publish_at) where state in ('approved', 'submitting', 'processing');
create index publications_account_idx on public.publications (account_id, submitted_at desc);
create trigger publications_touch before update on public.publications for each row execute function private.touch_updated_at();
alter table public.publications enable row level security;
alter table public.publications force row level security;
create policy publications_select_own on public.publications for select to authenticated
  using (user_id = (select auth.uid()) and (select private.is_approved()));
create policy publications_insert_own on public.publications for insert to authenticated
  with check (
    user_id = (select auth.uid()) and (select private.is_approved()) and state = 'draft' and not automatic
    and (account_id is null or exists (select from public.tiktok_accounts a where a.id = account_id))
  );
create policy publications_update_own on public.publications for update to authenticated
  using (user_id = (select auth.uid()) and (select private.is_approved()))
  with check (
    user_id = (select auth.uid())
    and (account_id is null or exists (select from public.tiktok_accounts a where a.id = account_id))
  );
create policy publications_delete_own on public.publications for delete to authenticated
  using (user_id = (select auth.uid()) and (select private.is_approved()) and state = 'draft');
-- Where the bytes may be sent is the house's business.
grant select (id, user_id, slide_group_id, scene_version_id, account_id, mode, form, options, content_hash, consent_by, consent_at,
  consent_hash, consent_text, state, publish_at, automatic, source, publish_id, sent_bytes, total_bytes, fail_reason, failure, post_id, metrics,
  metrics_at, attempts, submitted_at, accepted_at, checked_at, finished_at, retry_of, created_at, updated_at) on public.publications to authenticated;
grant delete on public.publications to authenticated;
grant insert (id, user_id, slide_group_id, scene_version_id, account_id, mode, form, options, content_hash, publish_at, retry_of)
  on public.publications to authenticated;
grant update (account_id, mode, form, options, content_hash, publish_at) on public.publications to authenticated;
grant select, insert, update, delete on public.publications to service_role;

-- What was agreed to is what goes out: any later change takes the consent back, and nothing changes once it is on its way.
create function private.check_publication() returns trigger language plpgsql set search_path = '' as $$
begin
  if (new.account_id, new.mode, new.form, new.options, new.content_hash)
     is distinct from (old.account_id, old.mode, old.form, old.options, old.content_hash) then
    if old.state not in ('draft', 'approved') then
      -- An account that is gone leaves its history behind.
      if new.account_id is null and (new.mode, new.form, new.options, new.content_hash) is not distinct from (old.mode, old.form, old.options, old.content_hash) then
        return new;
      end if;
      raise exception 'posts.on_its_way' using errcode = 'GR409';
    end if;
    new.consent_by := null;
    new.consent_at := null;
    new.consent_hash := null;
    new.consent_text := null;
    new.state := 'draft';
  elsif new.publish_at is distinct from old.publish_at and old.state not in ('draft', 'approved') then
    raise exception 'posts.on_its_way' using errcode = 'GR409';
  end if;
  if new.state is distinct from old.state and not (case old.state
    when 'draft' then new.state = 'approved'
    when 'approved' then new.state in ('draft', 'submitting', 'failed')
    -- Back to approved only when TikTok certainly did not take it (a limit of the minute); submitted_at is cleared with it.
    when 'submitting' then new.state in ('processing', 'failed', 'unknown') or (new.state = 'approved' and new.submitted_at is null and new.publish_id is null)
    -- What a human found out.
    when 'unknown' then new.state in ('processing', 'published', 'failed')
    when 'processing' then new.state in ('published', 'failed', 'unknown')
    else false
  end) then
    raise exception 'posts.step_refused: % to %', old.state, new.state using errcode = 'GR409';
  end if;
  if old.publish_id is not null and new.publish_id is distinct from old.publish_id then
    raise exception 'posts.publish_id_fixed' using errcode = 'GR409';
  end if;
  if old.submitted_at is not null and new.submitted_at is distinct from old.submitted_at and new.submitted_at is not null then
    raise exception 'posts.sent_before' using errcode = 'GR409';
  end if;
  return new;
end
$$;
create trigger publications_check before update on public.publications for each row execute function private.check_publication();

-- Consent is given here and nowhere else, by the person whose post it is, for the content as it stands.
create function private.approve_publication(publication uuid, agreed_hash text, agreed_text text) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if not private.is_approved() then
    raise exception 'accounts.not_approved' using errcode = 'GR403';
  end if;
  update public.publications
     set state = 'approved', consent_by = auth.uid(), consent_at = now(), consent_hash = content_hash, consent_text = agreed_text
   where id = publication and user_id = auth.uid() and state = 'draft' and content_hash = agreed_hash and account_id is not null;
  if not found then
    raise exception 'posts.changed_since' using errcode = 'GR409';
  end if;
  perform private.write_audit('post.approved', publication, jsonb_build_object('hash', agreed_hash));
end
$$;
grant execute on function private.approve_publication(uuid, text, text) to authenticated;

create function private.withdraw_publication(publication uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update public.publications
     set state = 'draft', consent_by = null, consent_at = null, consent_hash = null, consent_text = null
   where id = publication and user_id = auth.uid() and private.is_approved() and state = 'approved';
  if not found then
    raise exception 'posts.on_its_way' using errcode = 'GR409';
  end if;
  perform private.write_audit('post.withdrawn', publication, '{}');
end
$$;
grant execute on function private.withdraw_publication(uuid) to authenticated;

-- The owner looked at the account and says whether the post is there. Nothing is sent by this.
create function private.settle_publication(publication uuid, is_there boolean) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update public.publications
     set state = case when is_there then 'published'::public.publication_state else 'failed' end,
         fail_reason = case when is_there then null else 'posts.not_there' end,
         failure = case when not is_there then '{"sentence":"You looked, and it was not there. It can be tried again.","retry":"yes"}'::jsonb end,
         finished_at = now()
   where id = publication and user_id = auth.uid() and private.is_approved() and state = 'unknown';
  if not found then
    raise exception 'posts.not_unknown' using errcode = 'GR409';
  end if;
  perform private.write_audit('post.settled', publication, jsonb_build_object('there', is_there));
end
$$;
grant execute on function private.settle_publication(uuid, boolean) to authenticated;

-- TikTok's notes arrive at least once; each is heard once.
create table private.tiktok_notes (
  -- SHA-256 of the raw body, hex.
  id text primary key,
  received_at timestamptz not null default now(),
  event text not null,
  publish_id text,
  tiktok_account_id text
);
create index tiktok_notes_received_idx on private.tiktok_notes (received_at);
alter table private.tiktok_notes enable row level security;
alter table private.tiktok_notes force row level security;
grant select, insert, delete on private.tiktok_notes to service_role;
