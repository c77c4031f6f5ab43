/** The side of the square grey picture that is hashed. */
export const hashedSide = 32
const kept = 8

/** cosines[frequency][place] of a DCT-II over 32 places, for the 8 lowest frequencies. */
const cosines = Array.from({ length: kept }, (_, frequency) =>
  Float64Array.from({ length: hashedSide }, (__, place) =>
    Math.cos(((2 * place + 1) * frequency * Math.PI) / (2 * hashedSide)),
  ),
)

/**
 * What a picture looks like, as 64 bits in 16 hex characters: the signs of its 8 x 8 lowest frequencies against their
 * median (pHash). Size, compression and small changes of light leave it nearly the same; compare with `hashDistance`.
 * Takes 32 x 32 grey values, row by row.
 */
export const perceptualHash = (grey: ArrayLike<number>): string => {
  if (grey.length !== hashedSide * hashedSide)
    throw new RangeError(`A hash needs ${hashedSide} x ${hashedSide} grey values.`)
  const rows = cosines.map((across) =>
    Float64Array.from({ length: hashedSide }, (_, y) => {
      let sum = 0
      for (let x = 0; x < hashedSide; x++) sum += (grey[y * hashedSide + x] ?? 0) * (across[x] ?? 0)
      return sum
    }),
  )
  const strengths = cosines.flatMap((down) =>
    rows.map((column) => {
      let sum = 0
      for (let y = 0; y < hashedSide; y++) sum += (column[y] ?? 0) * (down[y] ?? 0)
      return sum
    }),
  )
  // The first one is the mean brightness and would outweigh the rest.
  const ordered = strengths.slice(1).toSorted((a, b) => a - b)
  const median = ordered[ordered.length >> 1] ?? 0
  let hash = 0n
  // A flat picture has no frequencies but rounding errors; those are no signs.
  for (const strength of strengths) hash = (hash << 1n) | (strength - median > 1e-6 ? 1n : 0n)
  return hash.toString(16).padStart(16, '0')
}

/** In how many of 64 bits two hashes differ: 0 the same picture, up to about 10 a variant of it, around 32 unrelated. */
export const hashDistance = (one: string, other: string): number => {
  let differing = BigInt(`0x${one}`) ^ BigInt(`0x${other}`)
  let count = 0
  for (; differing > 0n; differing &= differing - 1n) count++
  return count
}
