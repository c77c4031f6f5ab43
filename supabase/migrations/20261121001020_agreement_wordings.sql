-- A check that is worded anew within a week has two rows of that week: each wording is compared with people by itself.
alter table public.check_agreements add column wording text not null generated always as (md5(question::text)) stored;
alter table public.check_agreements drop constraint check_agreements_pkey;
alter table public.check_agreements add primary key (workspace_id, week, scenario_id, check_id, wording);
