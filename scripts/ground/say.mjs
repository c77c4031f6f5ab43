/** @param {string} sentence */
export const say = (sentence) => console.log(sentence)

/** @param {number} ms */
export const seconds = (ms) => `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`

/**
 * Tells people what takes long: one line before, one after; on a terminal the line counts the seconds meanwhile.
 * @template T
 * @param {string} doing e.g. "Building the studio"
 * @param {string} done e.g. "Built the studio"
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withProgress(doing, done, work) {
  const began = Date.now()
  const live = process.stdout.isTTY === true
  const tick = () => process.stdout.write(`\r${doing} … ${Math.round((Date.now() - began) / 1000)} s `)
  if (!live) say(`${doing} …`)
  const timer = live ? setInterval(tick, 1000) : undefined
  if (live) tick()
  let good = false
  try {
    const result = await work()
    good = true
    return result
  } finally {
    clearInterval(timer)
    if (live) process.stdout.write('\r\u001b[K')
    if (good) say(`${done} in ${seconds(Date.now() - began)}.`)
  }
}
