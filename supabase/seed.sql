-- The buckets of Greenroom on a Supabase project, local or hosted; running it again changes nothing. Shot types come with the
-- migrations and people sign up themselves, so nothing else is seeded. No policies: files are read and written by the house.
do $$
begin
  if to_regclass('storage.buckets') is null then
    return;
  end if;
  insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types) values
    ('media', 'media', false, null, null),
    ('keyframes', 'keyframes', false, null, null),
    ('Exports', 'Exports', false, null, null),
    ('audio-uploads', 'audio-uploads', false, null, null),
    ('session-transcripts', 'session-transcripts', false, null, null),
    ('avatars', 'avatars', true, 5242880, array['image/png', 'image/jpeg', 'image/webp'])
  on conflict (id) do nothing;
end
$$;
