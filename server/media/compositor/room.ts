/** The module's memory only grows, so what is given back is handed out again: to whoever fits in best. */
export const roomIn = ({ reserve }: { reserve(bytes: number): number }) => {
  const sizes = new Map<number, number>()
  const free: number[] = []
  return {
    take: (bytes: number): number => {
      const fitting = free
        .filter((address) => (sizes.get(address) ?? 0) >= bytes)
        .toSorted((a, b) => (sizes.get(a) ?? 0) - (sizes.get(b) ?? 0))[0]
      if (fitting !== undefined) {
        free.splice(free.indexOf(fitting), 1)
        return fitting
      }
      const address = reserve(bytes)
      sizes.set(address, bytes)
      return address
    },
    giveBack: (address: number): void => void free.push(address),
  }
}
