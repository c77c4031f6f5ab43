-- Who asked for a take gets a letter when it has no result. What failed before this counts as known.
-- `tell_since`: it waits for its letter since then. `told_at`: its owner had the letter, and gets no second one about this take.
alter table public.generations add column tell_since timestamptz, add column told_at timestamptz,
  add constraint generations_told_once check (tell_since is null or told_at is null);
create index generations_untold_idx on public.generations (user_id) where tell_since is not null;
