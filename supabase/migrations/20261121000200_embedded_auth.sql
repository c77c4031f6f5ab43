-- What the built-in sign-in server keeps. On Supabase, whose own sign-in server owns schema auth, nothing happens here.
-- Tokens and codes are stored as hashes only; no API role may read any of it.

do $$
begin
  if exists (select from pg_catalog.pg_roles where rolname = 'supabase_auth_admin') then
    return;
  end if;

  create table auth.identities (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references auth.users on delete cascade,
    provider text not null,
    -- The provider's own stable id of the person; an e-mail address may change hands there, this does not.
    provider_id text not null,
    identity_data jsonb not null default '{}',
    last_sign_in_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    unique (provider, provider_id)
  );
  create index identities_user_id_idx on auth.identities (user_id);

  -- How the person proved who they are: password, otp, oauth.
  alter table auth.sessions add column method text not null default 'password';

  create table auth.refresh_tokens (
    token_hash text primary key,
    session_id uuid not null references auth.sessions on delete cascade,
    created_at timestamptz not null default now(),
    -- Exchanged for the next one. Seen again later, it has been stolen.
    used_at timestamptz
  );
  create index refresh_tokens_session_id_idx on auth.refresh_tokens (session_id);

  create table auth.one_time_tokens (
    user_id uuid not null references auth.users on delete cascade,
    purpose text not null check (purpose in ('signup', 'recovery', 'magiclink', 'email_change')),
    email text not null,
    link_hash text not null unique,
    code_hash text not null,
    -- Wrong codes so far; after five the code is dead, the link is not.
    tries integer not null default 0,
    challenge text,
    redirect_to text,
    used_at timestamptz,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null default now() + interval '1 hour',
    primary key (user_id, purpose, email)
  );
  create index one_time_tokens_email_idx on auth.one_time_tokens (email);

  -- A person on the way to Google or Microsoft.
  create table auth.sign_in_trips (
    state_hash text primary key,
    -- The browser that left is the only one that may come back.
    browser_hash text not null,
    provider text not null,
    challenge text,
    redirect_to text not null,
    created_at timestamptz not null default now()
  );

  -- The code that a browser exchanges for its session, with the secret that only it knows (PKCE).
  create table auth.sign_in_codes (
    code_hash text primary key,
    user_id uuid not null references auth.users on delete cascade,
    challenge text not null,
    method text not null,
    created_at timestamptz not null default now()
  );
  create index sign_in_codes_user_id_idx on auth.sign_in_codes (user_id);

  create table auth.attempts (
    -- SHA-256 of what is limited, so that no list of addresses lies here.
    key text primary key,
    tries integer not null,
    until timestamptz not null
  );
  create index attempts_until_idx on auth.attempts (until);

  alter table auth.identities enable row level security;
  alter table auth.identities force row level security;
  alter table auth.refresh_tokens enable row level security;
  alter table auth.refresh_tokens force row level security;
  alter table auth.one_time_tokens enable row level security;
  alter table auth.one_time_tokens force row level security;
  alter table auth.sign_in_trips enable row level security;
  alter table auth.sign_in_trips force row level security;
  alter table auth.sign_in_codes enable row level security;
  alter table auth.sign_in_codes force row level security;
  alter table auth.attempts enable row level security;
  alter table auth.attempts force row level security;

  -- Whatever ends a session (signing out, a new password, a stolen token, a deleted account) closes its event streams at once.
  execute $fn$
    create function auth.tell_session_ended() returns trigger language plpgsql security definer set search_path = '' as $body$
    begin
      perform pg_catalog.pg_notify('greenroom_events', old.user_id::text || ':0');
      return null;
    end
    $body$
  $fn$;
  create trigger sessions_tell_ended after delete on auth.sessions for each row execute function auth.tell_session_ended();
end
$$;
