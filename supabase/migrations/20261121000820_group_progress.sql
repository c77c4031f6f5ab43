-- A page that is opened while a slideshow is rendered shows at once how far it is; whoever watches is told more often.
alter table public.slide_groups add column progress real check (progress between 0 and 1);
comment on column public.slide_groups.progress is '0 to 1 while it is rendered and known.';
