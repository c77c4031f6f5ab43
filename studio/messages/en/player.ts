/** Names of the player's controls. The keys are those of the player itself; what it says alike needs no entry. */
export const en = {
  // The button shows "1x", and its spoken name has to hold what it shows.
  'Playback rate {playbackRate}': 'Playback rate {playbackRate}x',
} as Readonly<Record<string, string>>
