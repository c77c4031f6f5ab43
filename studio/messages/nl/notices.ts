import type { NoticeWords } from '../notices.ts'

/** Every code has its words: a missing one is a type error. */
export const nl: { readonly [Part in keyof NoticeWords]: Required<NonNullable<NoticeWords[Part]>> } = {
  findings: {
    'captions.too_long': [
      'Het bijschrift past niet, ook niet in de kleinste letters.',
      'Schrijf minder, of sta kleinere letters toe.',
    ],
    'captions.outside_safe_box': [
      'Het bijschrift steekt {pixels} pixels uit in het deel dat de app bedekt.',
      'Verplaats het, maak het kleiner of schrijf minder.',
    ],
    'captions.low_contrast': [
      'Het bijschrift is slecht te lezen op dit beeld: het contrast is {contrast} op 1, en letters van deze grootte vragen {least} op 1.',
      'Geef de letters een omlijning of een vlak, of kies een andere kleur.',
    ],
    'captions.no_letter': [
      'Het bijschrift bevat tekens die geen lettertype hier kan tekenen: {letters}',
      'Schrijf ze op een andere manier.',
    ],
    'captions.fell_back': [
      'De bijschriften komen uit sjablonen, omdat de schrijver het niet kon. {because}',
      'Laat de bijschriften van deze onderdelen opnieuw schrijven en maak de diashow daarna opnieuw.',
    ],
    'media.wrong_codec': ['Het bestand is {codec} en geen H.264.', 'Maak de diashow opnieuw.'],
    'media.wrong_size': [
      'Het bestand is {width} bij {height} pixels in plaats van {meantWidth} bij {meantHeight}.',
      'Maak de diashow opnieuw.',
    ],
    'media.wrong_length': [
      'Het bestand duurt {seconds} seconden in plaats van {meantSeconds}.',
      'Maak de diashow opnieuw.',
    ],
    'media.no_sound': [
      'Het bestand heeft geen geluidsspoor, en sommige spelers weigeren dat.',
      'Maak de diashow opnieuw.',
    ],
    'slideshows.music_gone': [
      'De muziek van deze sessie is verwijderd, dus deze diashow heeft er geen.',
      'Kies andere muziek in de sessie.',
    ],
    'publishing.scope_missing': [
      'Dit is niet toegestaan toen het account werd gekoppeld.',
      'Koppel het account opnieuw en laat het vakje aangevinkt.',
    ],
    'publishing.reconnect': ['TikTok heeft deze koppeling beëindigd.', 'Koppel het account opnieuw.'],
    'posts.account_blocked': ['{because}', 'Probeer het later opnieuw.'],
    'posts.no_public_address': [
      'TikTok haalt foto’s bij dit huis op, en dat heeft geen openbaar https-adres.',
      'Plaats de video, of stel SITE_URL in.',
    ],
  },

  publisher: {
    title_too_long: [
      'De titel telt {length} tekens; TikTok neemt er {most} aan (een emoji telt voor twee of meer).',
      'Maak de titel {over} korter.',
    ],
    description_too_long: [
      'De beschrijving telt {length} tekens; TikTok neemt er {most} aan (een emoji telt voor twee of meer).',
      'Maak de beschrijving {over} korter.',
    ],
    no_privacy: ['Niemand heeft gekozen wie de post kan zien.', 'Kies wie hem kan zien.'],
    privacy_not_offered: ['Dit account biedt de gekozen zichtbaarheid niet aan.', 'Kies een andere.'],
    branded_private: [
      'Een post met “Branded content” kan niet privé zijn.',
      'Laat meer mensen de post zien, of haal “Branded content” weg.',
    ],
    unaudited_public: [
      'TikTok heeft deze app nog niet gekeurd en neemt daarom alleen posts aan die alleen jij kunt zien.',
      'Kies “Alleen jij”; in de app kun je het daarna wijzigen.',
    ],
    unaudited_account: [
      'TikTok heeft deze app nog niet gekeurd, dus het account zelf moet ook privé zijn.',
      'Zet het account in de TikTok-app op privé voordat de post weggaat.',
    ],
    commercial_undecided: [
      'De post zou iets promoten, maar er staat niet bij wat.',
      'Geef aan of hij jezelf promoot, een ander, of beide.',
    ],
    comments_disabled: [
      'Dit account heeft reacties uitgezet in TikTok.',
      'Laat reacties uit, of sta ze toe in de instellingen van de app.',
    ],
    duet_disabled: [
      'Dit account heeft Duet uitgezet in TikTok.',
      'Laat Duet uit, of sta het toe in de instellingen van de app.',
    ],
    stitch_disabled: [
      'Dit account heeft Stitch uitgezet in TikTok.',
      'Laat Stitch uit, of sta het toe in de instellingen van de app.',
    ],
    wrong_media: ['De post en zijn beeld zijn van een verschillende soort.', 'Maak de post opnieuw.'],
    video_type: [
      'TikTok neemt video’s aan als MP4, MOV en WebM.',
      'Maak de video opnieuw met de instellingen van Greenroom.',
    ],
    video_codec: [
      'TikTok neemt H.264, H.265, VP8 en VP9 aan, geen {codec}.',
      'Maak de video opnieuw met de instellingen van Greenroom.',
    ],
    video_rate: [
      'TikTok neemt 23 tot 60 beelden per seconde aan, geen {rate}.',
      'Maak de video opnieuw met de instellingen van Greenroom.',
    ],
    video_size: [
      'Elke zijde heeft bij TikTok 360 tot 4096 pixels; deze video is {width} x {height}.',
      'Maak de video opnieuw met de instellingen van Greenroom.',
    ],
    video_bytes: ['TikTok neemt video’s tot 4 GB aan.', 'Maak de video korter of de kwaliteit lager.'],
    video_long: ['De video duurt {seconds} s; dit account mag tot {most} s plaatsen.', 'Maak hem {over} s korter.'],
    video_short: ['Video’s korter dan 3 seconden worden naar verluidt geweigerd.', 'Maak hem 3 seconden of langer.'],
    video_ratio: ['Video’s smaller dan 9:16 of breder dan 16:9 worden naar verluidt geweigerd.', 'Maak hem als 9:16.'],
    cover_outside: ['Het moment van de omslag ligt buiten de video.', 'Het eerste beeld wordt de omslag.'],
    cover_index: ['De omslag is geen van de foto’s.', 'Kies de omslag opnieuw.'],
    photo_count: ['Een post met foto’s heeft er 1 tot {most}, geen {count}.', 'Voeg foto’s toe of laat er weg.'],
    photo_type: ['Foto {photo} is geen JPEG en geen WebP.', 'Maak de fotoreeks opnieuw: die komt als JPEG.'],
    photo_size: ['Foto {photo} is {width} x {height} pixels; TikTok neemt 1080 x 1920 aan.', 'Maak de foto’s kleiner.'],
    photo_bytes: ['Foto {photo} is groter dan 20 MB.', 'Maak de foto’s met een lagere kwaliteit.'],
    wrong_source: [
      'Foto’s worden van een adres gehaald, en video’s worden verstuurd of gehaald.',
      'Wie deze server beheert, kan dit herstellen.',
    ],
  },

  notes: {
    'slideshows.day_full':
      '“{session}” maakt er hoogstens {most} per dag. Plekken die daardoor leeg blijven: {count}. Sta er per dag meer toe, of plan er minder.',
    'slots.clock_forward':
      'De klok van {zone} gaat {minutes} minuten vooruit: wat daarbinnen gepland was, komt er meteen na.',
    'slots.clock_back':
      'De klok van {zone} gaat {minutes} minuten terug: wat daarbinnen gepland was, komt de eerste keer.',
    'slots.day_left_out': 'De klok van {zone} slaat een hele dag over: wat daarbinnen gepland was, komt er meteen na.',
    'slots.day_twice': 'De klok van {zone} gaat een hele dag terug: wat daarbinnen gepland was, komt de eerste keer.',
  },

  reasons: {
    'slideshows.caught_up': 'Op dat uur was hier niets aan het werk; deze is erna gemaakt.',
    'slideshows.day_full': 'Er waren al zoveel diashows gemaakt als de sessie per dag toestaat.',
    'slideshows.missed':
      'Op dat uur was hier niets aan het werk. Na een pauze wordt de nieuwste gemiste diashow één keer gemaakt; de oudere vervallen.',
    'slideshows.skipped': 'Deze heb je overgeslagen.',
    'slideshows.left_out': 'Deze diashow is weggelaten.',
    'slideshows.no_media':
      'De sessie bevat geen media die gebruikt kunnen worden. Doe er iets in en probeer het opnieuw.',
    'slideshows.quota_full': 'Je opslag is vol. Verwijder wat je niet meer nodig hebt en probeer het opnieuw.',
    'slideshows.too_long':
      'Deze diashow zou {minutes} minuten duren; tien is het meeste. Kies minder dia’s of toon ze korter, en probeer het opnieuw.',
    'slideshows.house_fault': 'Deze diashow kon niet worden gemaakt door een fout aan onze kant. Probeer het opnieuw.',
    'slots.moved': 'Deze heb je verplaatst.',
    'slots.gap': 'De klok slaat dit uur die dag over, dus hij komt op het eerste moment na de wisseling.',
    'slots.overlap': 'De klok heeft dit uur die dag twee keer; hij komt de eerste keer.',
    'storage.not_found': 'Een bestand van deze diashow is er niet meer.',
    'photos.type_not_supported':
      'Dit soort bestand kan niet. Gebruik JPEG, PNG, WebP, AVIF, GIF, HEIC, MP4, MOV of WebM.',
    'photos.empty': 'Het bestand is leeg. Exporteer het opnieuw en voeg het nog eens toe.',
    'photos.truncated': 'Het bestand houdt te vroeg op: er ontbreekt een deel. Kopieer het opnieuw van de bron.',
    'photos.too_many_pixels': 'De foto heeft meer dan 50 miljoen pixels. Maak hem kleiner en voeg hem nog eens toe.',
    'photos.unreadable': 'Het bestand kan niet worden gelezen. Misschien is het beschadigd; exporteer het opnieuw.',
    'photos.bytes_lost': 'Het bestand is niet meer in de opslag van het huis. Voeg het opnieuw toe.',
    'photos.ingest_failed': 'Door een fout aan onze kant kon dit bestand niet worden gelezen. Voeg het opnieuw toe.',
    'photos.too_large': 'Dit bestand is groter dan hier mag. Maak het kleiner.',
    'photos.quota_full': 'Hiervoor is geen ruimte meer. Verwijder eerst iets.',
    'photos.batch_closed': 'Deze upload is klaar. Voeg het bestand als een nieuw toe.',
    'media.slide_unreadable':
      'Dia {slide} kan niet worden gelezen. Misschien is het bestand beschadigd of van een ander soort; kies een ander.',
    'media.music_unreadable':
      'De muziek kan niet worden gelezen, of vanaf haar begin is er geen. Kies andere muziek of een ander begin.',
    'media.video_unreadable': 'Deze video kan niet worden gelezen. Misschien is hij beschadigd of afgebroken.',
    'media.ffmpeg_unfit':
      'FFMPEG_PATH wijst geen ffmpeg aan met ffprobe ernaast, libx264 en xfade. Wie deze server beheert, kan het herstellen.',
    'media.no_encoder':
      'Hier is niets dat video’s kan maken. Wie deze server beheert, moet ffmpeg installeren, of het pakket node-av.',
    'captions.auth': 'De sleutel van de schrijver wordt geweigerd. Controleer hem in de instellingen.',
    'captions.insufficient_funds': 'Op de rekening van de schrijver staat geen geld meer.',
    'captions.rate_limited': 'De schrijver vraagt om een pauze.',
    'captions.provider_down': 'De schrijver is nu niet bereikbaar.',
    'captions.model_unavailable': 'Het model van de schrijver is niet beschikbaar. Kies een ander in de instellingen.',
    'captions.moderated': 'De schrijver wil niet over deze beelden schrijven.',
    'captions.truncated': 'De schrijver stopte voordat hij klaar was. Probeer het opnieuw, met minder dia’s tegelijk.',
    'captions.unreadable': 'De schrijver antwoordde in een vorm die niet te gebruiken is. Probeer het opnieuw.',
    'captions.picture': 'De schrijver kon een van de beelden niet lezen.',
    'captions.invalid_input': 'De schrijver nam het verzoek niet aan.',
    'captions.unknown':
      'Het verzoek was onderweg toen de verbinding brak of het huis stopte, dus niemand weet of het betaald is. Vraag het opnieuw als je deze bijschriften wilt.',
    'captions.writer_gone': 'De schrijver die gevraagd was, is in dit huis niet meer ingesteld.',
    'captions.session_gone': 'De sessie is verwijderd.',
    'captions.nothing_to_write': 'Intussen heeft iemand deze bijschriften zelf geschreven, of de media eruit gehaald.',
    'captions.house_fault': 'Dit kon niet worden verstuurd door een fout aan onze kant. Er is niets betaald.',
    'posts.not_there': 'Je hebt gekeken en het stond er niet.',
    'posts.day_full':
      'Dit account heeft zijn {most} posts van de laatste 24 uur gehad. De post gaat weg als er weer ruimte is.',
    'posts.inbox_full': 'Er wachten al {most} leveringen in de inbox van dit account. Maak er een paar af in de app.',
    'posts.minute_full': 'Hij gaat binnen een minuut weg, een voor een.',
    'posts.changed_since': 'Wat geplaatst zou worden, is na je goedkeuring gewijzigd. Kijk opnieuw en keur het goed.',
    'posts.no_public_address': 'TikTok haalt dit bij dit huis op, en dat heeft geen openbaar https-adres.',
    'posts.media_gone': 'Wat geplaatst zou worden, is er niet meer.',
    'posts.unknown':
      'TikTok gaf geen duidelijk antwoord, dus het staat er misschien. Kijk op het account en zeg wat je vond.',
    'posts.unknown_unsent':
      'TikTok gaf geen duidelijk antwoord. Er is geen beeld en geen geluid verstuurd, dus het zou er niet moeten staan; kijk voor de zekerheid op het account.',
    'posts.no_verdict': 'TikTok zegt al een dag niet of dit is geplaatst. Kijk op het account en zeg wat je vond.',
    'posts.upload_over':
      'Het versturen duurde te lang en is afgebroken. Er is niets geplaatst; het kan opnieuw worden geprobeerd.',
    'publishing.reconnect': 'TikTok heeft deze koppeling beëindigd. Koppel het account opnieuw.',
    'publishing.unreachable': 'TikTok is niet bereikbaar. Het wordt vanzelf opnieuw geprobeerd.',
    not_sent: 'TikTok is niet bereikt; er is niets verstuurd.',
    upload_host: 'TikTok noemde een adres om heen te sturen dat niet van TikTok is, of waar dit huis niet heen mag.',
    wrong_length: 'De video is niet zo lang als was aangekondigd.',
    odd_progress: 'TikTok zei iets onverwachts over hoever het versturen was.',
    internal: 'Er ging iets mis bij TikTok.',
    video_pull_failed: 'TikTok kon de video niet bij dit huis ophalen.',
    photo_pull_failed: 'TikTok kon de foto’s niet bij dit huis ophalen.',
    file_format_check_failed: 'TikTok neemt dit bestandsformaat niet aan.',
    duration_check_failed: 'De video is te lang of te kort voor dit account.',
    frame_rate_check_failed: 'TikTok neemt 23 tot 60 beelden per seconde aan.',
    picture_size_check_failed: 'Het beeld is te klein of te groot voor TikTok.',
    video_bitrate_check_failed: 'De bitrate van de video past niet bij TikTok.',
    privacy_level_not_authorized: 'Dit account mag de gekozen zichtbaarheid niet gebruiken.',
    privacy_level_option_mismatch: 'Dit account biedt de gekozen zichtbaarheid niet meer aan.',
    spam_risk_too_many_posts: 'TikTok neemt vandaag geen posts meer van dit account aan.',
    spam_risk_user_banned_from_posting: 'TikTok laat dit account niet meer plaatsen.',
    spam_risk_too_many_pending_share: 'Er wachten te veel concepten in de inbox van TikTok. Maak er eerst een paar af.',
    spam_risk: 'TikTok hield de post voor spam.',
    spam_risk_text: 'TikTok hield de tekst van de post voor spam.',
    auth_removed: 'Het account is ontkoppeld terwijl de post onderweg was.',
    publish_cancelled: 'De post is afgelast.',
    access_token_invalid: 'TikTok wil dat dit account zich opnieuw aanmeldt.',
    access_token_expired: 'TikTok wil dat dit account zich opnieuw aanmeldt.',
    scope_not_authorized: 'Dit account heeft dat niet toegestaan. Koppel het opnieuw en laat elk vakje aangevinkt.',
    scope_permission_missed: 'Dit account heeft dat niet toegestaan. Koppel het opnieuw en laat elk vakje aangevinkt.',
    rate_limit_exceeded: 'TikTok vraagt om een pauze.',
    reached_active_user_cap:
      'TikTok laat maar een paar accounts per dag via dit huis plaatsen, en het aantal van vandaag is bereikt.',
    unaudited_client_can_only_post_to_private_accounts:
      'Zolang TikTok deze app niet heeft gekeurd, moet het account privé zijn en de post alleen voor jou zichtbaar.',
    url_ownership_unverified:
      'TikTok kent het adres van dit huis niet. Het moet in het ontwikkelaarsportaal worden bevestigd.',
    app_version_check_failed: 'De TikTok-app op de telefoon is hier te oud voor. Werk hem bij tot 31.8 of nieuwer.',
    invalid_param: 'TikTok nam de post zo niet aan.',
    invalid_params: 'TikTok nam de post zo niet aan.',
    invalid_publish_id: 'TikTok kent deze post niet meer.',
    token_not_authorized_for_specified_publish_id: 'Deze post is door een ander account gemaakt.',
  },

  otherWord: 'TikTok zei nee ({code}).',
}
