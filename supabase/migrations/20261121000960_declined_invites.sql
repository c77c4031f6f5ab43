-- Who is invited can say no. Such an invitation is closed like one that was taken back, and its leaders see which it was.
alter table public.workspace_invites add column declined_at timestamptz check (declined_at is null or revoked_at is not null);
grant select (declined_at) on public.workspace_invites to authenticated;

create or replace function private.read_invite(hash text)
returns table (workspace_id uuid, workspace_name text, role public.workspace_role, masked_email text, expires_at timestamptz, state text)
language sql stable security definer set search_path = '' as $$
  select w.id, w.name, i.role, left(i.email, 1) || '***' || substr(i.email, strpos(i.email, '@')), i.expires_at,
         case when i.accepted_at is not null then 'used' when i.declined_at is not null then 'declined'
              when i.revoked_at is not null or w.deleted_at is not null then 'revoked'
              when i.expires_at <= now() then 'expired' else 'open' end
    from public.workspace_invites i join public.workspaces w on w.id = i.workspace_id where i.token_hash = hash
$$;

-- By the token of the letter, for which nobody needs an account, or by the invitation itself for the person whose proven address
-- it names. Who says no twice has said no.
create function private.decline_invite(hash text, invite uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  wanted public.workspace_invites;
begin
  select i.* into wanted from public.workspace_invites i
   where case when hash is not null then i.token_hash = hash
              else i.id = invite and exists (select from public.profiles p
                where p.id = auth.uid() and p.confirmed_at is not null and lower(p.email) = i.email) end
     for update;
  if not found then
    raise exception 'workspaces.invite_gone' using errcode = 'GR404';
  end if;
  if wanted.declined_at is not null then
    return;
  end if;
  if wanted.accepted_at is not null or wanted.revoked_at is not null or wanted.expires_at <= now() then
    raise exception 'workspaces.invite_gone' using errcode = 'GR410';
  end if;
  update public.workspace_invites set declined_at = now(), revoked_at = now() where id = wanted.id;
  perform private.write_audit('workspace.invite_declined', auth.uid(),
    jsonb_build_object('workspace', wanted.workspace_id, 'invite', wanted.id));
  -- Those who see invitations; who says no is not in it, so private.tell_workspace would tell nobody.
  perform private.emit(m.user_id, 'workspaces.changed', jsonb_build_object('workspaceId', wanted.workspace_id))
     from public.workspace_members m where m.workspace_id = wanted.workspace_id and m.role in ('owner', 'admin');
  perform private.emit(p.id, 'workspaces.changed', jsonb_build_object('workspaceId', wanted.workspace_id))
     from public.profiles p where lower(p.email) = wanted.email and p.confirmed_at is not null;
end
$$;
grant execute on function private.decline_invite(text, uuid) to anon, authenticated;
