-- Photos that the house draws for a person go the way of an upload; whoever waits for them is told what really happens.
alter table public.upload_batches add column made_here boolean not null default false;
comment on column public.upload_batches.made_here is 'The house makes these files itself: nothing of them is sent by a browser.';
