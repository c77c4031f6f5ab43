/** A name as it is compared: two that people read alike are one. Folded here because the embedded database folds ASCII only. */
export const nameKey = (name: string): string =>
  // Upper and lower again: `ß` and `SS`, the two small sigmas and the Turkish pair meet only this way.
  name.normalize('NFKC').toLowerCase().toUpperCase().toLowerCase().normalize('NFKC').replace(/\s+/gu, ' ').trim()

const longestName = 120

/** The name, or the name with the first number that is free among `takenKeys`. */
export const freeName = (name: string, takenKeys: ReadonlySet<string>): string => {
  for (let number = 1; ; number += 1) {
    const ending = number === 1 ? '' : ` ${number}`
    const candidate = `${name.slice(0, longestName - ending.length)}${ending}`
    if (!takenKeys.has(nameKey(candidate))) return candidate
  }
}
