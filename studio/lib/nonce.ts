/**
 * Several libraries (scroll locks, toasts, zoom) add a `<style>` element of their own and do not know the page's nonce,
 * so the content security policy would refuse them. Elements made by the page's own scripts get the nonce here; markup
 * that somebody smuggled in does not. Import this before everything else.
 */
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce
const create = document.createElement.bind(document)

if (nonce) {
  document.createElement = (tag: string, options?: ElementCreationOptions): HTMLElement => {
    const element = create(tag, options)
    if (element instanceof HTMLStyleElement) element.nonce = nonce
    return element
  }
}
