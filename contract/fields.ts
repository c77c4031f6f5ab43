import type { Table, ValuesOf } from './notices.ts'

/**
 * What may be wrong with a field, each with the values of its sentence: one sentence that says how to mend it. The server says it
 * in English; the studio has words for every code here in its other languages.
 */
export const fieldValues = {
  // What any shape may say.
  'shape.missing': [],
  'shape.empty': [],
  'shape.unknown_field': [],
  'shape.not_text': [],
  'shape.not_number': [],
  'shape.not_whole': [],
  'shape.not_yes_or_no': [],
  'shape.not_list': [],
  'shape.not_object': [],
  'shape.not_kind': [],
  'shape.choice': ['choices'],
  'shape.text_short': ['least'],
  'shape.text_long': ['most'],
  'shape.text_length': ['length'],
  'shape.list_short': ['least'],
  'shape.list_long': ['most'],
  'shape.list_length': ['length'],
  'shape.number_small': ['least'],
  'shape.number_big': ['most'],
  'shape.number_above': ['limit'],
  'shape.number_below': ['limit'],
  'shape.multiple': ['step'],
  'shape.email': [],
  'shape.address': [],
  'shape.id': [],
  'shape.instant': [],
  'shape.day': [],
  'shape.time': [],
  'shape.pattern': [],
  'shape.invisible': [],
  'shape.time_zone': [],
  'shape.cursor': [],
  'password.length': ['least'],
  'password.characters': [],
  'password.pwned': [],

  'projects.name_taken': [],
  'photos.not_ready': [],
  'photos.before_itself': [],
  'shots.unknown_word': ['word', 'choices'],
  'shots.lone_brace': ['choices'],
  'shots.key_taken': ['key', 'name'],
  'models.unavailable': [],
  'models.combination_refused': [],
  'scenes.price_changed': ['microUsd'],
  'generations.job_known': [],
  'exports.unknown_word': ['word', 'choices'],
  'exports.lone_brace': ['choices'],

  // What the rules of a maker of videos say; `model` is its label.
  'makers.model': ['name', 'choices'],
  'makers.prompt_short': ['model', 'length', 'least'],
  'makers.prompt_long': ['model', 'length', 'most', 'over'],
  'makers.ratio': ['model', 'ratio', 'choices'],
  'makers.duration': ['model', 'seconds', 'choices'],
  'makers.resolution': ['model', 'resolution', 'choices'],
  'makers.combination': ['model'],
  'makers.loop_with_end_frame': ['model'],
  'makers.frame_bytes': ['model', 'megabytes', 'most'],
  'makers.frame_side': ['model', 'width', 'height', 'most'],
  'makers.needs_public_address': [],

  'slideshows.window_backwards': [],
  'slideshows.day_twice': [],
  'slideshows.not_in_session': [],
  'slideshows.not_in_library': [],
  'slideshows.music_not_found': [],
  'slideshows.account_not_found': [],
  'slideshows.other_active': [],
  'slots.in_the_past': [],
  'slots.too_far': ['days'],
  'calendar.days_backwards': [],
  'calendar.days_many': ['most'],
  'captions.hashtag': [],
  'captions.price_changed': ['microUsd'],
  'posts.privacy_missing': [],

  'techniques.missing_en': [],
  'techniques.missing_nl': [],
  'techniques.no_cue_en': [],
  'techniques.no_cue_nl': [],
  'techniques.cue_brackets': ['cue'],
  'techniques.cue_begins': ['cue'],
  'techniques.cue_asks': ['cue'],
  'techniques.cue_empty_choice': ['cue'],
  'techniques.cue_ending': ['cue'],
  'techniques.cue_short': ['cue'],
  'techniques.cue_wordless': ['cue'],
  'techniques.no_phase': ['phase', 'phases'],
  'techniques.too_long': [],
  'techniques.name_taken': ['name'],
  'scenarios.unsound': ['finding'],
  'assignments.no_member': [],
  'assignments.no_scenario': [],
  'assignments.due_past': [],
  'roleplays.consent_needed': ['purpose'],
} as const satisfies Table

type Fields = typeof fieldValues
export type FieldCode = keyof Fields
/** A code with exactly its values; a code without any may leave them out. */
export type KnownField = {
  [Code in FieldCode]: Fields[Code] extends readonly []
    ? { code: Code; values?: Readonly<Record<string, never>> }
    : { code: Code; values: ValuesOf<Fields, Code> }
}[FieldCode]

/**
 * What a refinement of ours says, for zod: `.refine(isSound, refusal('It is not.', { code: 'rooms.unsound' }))`. A sentence alone
 * would reach every reader in English.
 */
export const refusal = (sentence: string, known: KnownField) => ({ error: sentence, params: { ...known } })
