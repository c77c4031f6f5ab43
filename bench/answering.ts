/** The other end of startHelper: says that it is ready, answers each question with one message, and goes when told. */
export const serveHelper = (
  ready: unknown,
  answer: (question: never) => Promise<unknown>,
  stop: () => Promise<void>,
): void => {
  process.on('message', (question: { stop?: true }) => {
    if (question.stop === true) {
      void stop().then(() => process.exit(0))
      return
    }
    void answer(question as never).then((value) => process.send?.(value ?? null))
  })
  process.send?.({ ready })
}
