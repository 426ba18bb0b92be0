// <kept-draft key="m7-topic-42"> wraps a form: words survive a closed tab, a dead server, a wrong tap.
// The key names the member too, because phones are shared; with `shared` nothing stays on the device.
// `sent` on the page after a plain form says that the server took it. An element with data-kept inside is
// shown once the words are safe here.

class KeptDraft extends HTMLElement {
  #off

  connectedCallback() {
    if (this.hasAttribute("shared")) return
    this.#off = new AbortController() // every listener dies with the element
    const listen = (type, does) => this.addEventListener(type, does, { signal: this.#off.signal })
    if (this.hasAttribute("sent")) this.#forgetWhatWasSent()
    for (const field of this.#fields) field.value ||= this.#read(field)
    listen("input", ({ target }) => target.matches("textarea, [data-draft]") && this.#keep(target))
    listen("submit", () => this.#noteWhatGoesOut())
    // Only the form's own answer counts: a check inside it makes requests too.
    listen("htmx:after:request", ({ target, detail }) => {
      if (target.matches("form") && detail.ctx.response.status < 300) this.#forgetWhatWasSent()
    })
  }

  disconnectedCallback() {
    this.#off?.abort()
  }

  get #fields() {
    return this.querySelectorAll("textarea, [data-draft]")
  }

  #slot(field) {
    return `draft:${this.getAttribute("key")}:${field.name}`
  }

  #read(field) {
    return localStorage.getItem(this.#slot(field)) ?? ""
  }

  #keep(field) {
    if (!this.#store(this.#slot(field), field.value)) return
    this.querySelector("[data-kept]")?.removeAttribute("hidden")
  }

  #noteWhatGoesOut() {
    for (const field of this.#fields) this.#store(`${this.#slot(field)}:sent`, field.value)
  }

  // Words typed after the form went out are not the ones that were sent: they stay.
  #forgetWhatWasSent() {
    for (const field of this.#fields) {
      const slot = this.#slot(field)
      if (this.#read(field) === localStorage.getItem(`${slot}:sent`)) localStorage.removeItem(slot)
      localStorage.removeItem(`${slot}:sent`)
    }
  }

  #store(slot, words) {
    try {
      localStorage.setItem(slot, words)
      return true
    } catch {
      return false // a full or forbidden store: nothing on the page may claim that the words are kept here
    }
  }
}

customElements.define("kept-draft", KeptDraft)
