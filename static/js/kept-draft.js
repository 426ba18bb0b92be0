// <kept-draft key="m7-topic-42" save="…"> wraps a form: words survive a closed tab, a dead server, a wrong tap.
// The key names the member too, because phones are shared; with `shared` nothing stays on the device.
// `save` is where the server keeps them after a pause. `sent` is the key of a form whose words the server has
// just taken. The element with data-kept is shown once the words are safe somewhere.

const FIELDS = "textarea, input[type='text']"
const SENT = ":sent" // stands behind the slot of words that went out and were not answered yet
const PAUSE = 3000 // ms without a key before the words are sent to the server

class KeptDraft extends HTMLElement {
  #off
  #pause

  connectedCallback() {
    this.#off = new AbortController() // every listener dies with the element
    const listen = (type, does) => this.addEventListener(type, does, { signal: this.#off.signal })
    if (this.hasAttribute("sent")) this.#forget(this.getAttribute("sent"))
    for (const field of this.#fields) field.value ||= this.#read(field)
    listen("input", ({ target }) => target.matches(FIELDS) && this.#keep(target))
    listen("submit", () => this.#noteWhatGoesOut())
  }

  disconnectedCallback() {
    clearTimeout(this.#pause)
    this.#off.abort()
  }

  get #fields() {
    return this.querySelectorAll(FIELDS)
  }

  #slot(field) {
    return `draft:${this.getAttribute("key")}:${field.name}`
  }

  #read(field) {
    return localStorage.getItem(this.#slot(field)) ?? ""
  }

  #keep(field) {
    if (this.#store(this.#slot(field), field.value)) this.#sayKept()
    clearTimeout(this.#pause)
    if (this.hasAttribute("save")) this.#pause = setTimeout(() => this.#keepOnServer(), PAUSE)
  }

  async #keepOnServer() {
    const body = new FormData(this.querySelector("form"))
    // A failure is no news: the words are still here, and the next pause tries again.
    const answer = await fetch(this.getAttribute("save"), { method: "POST", body }).catch(() => null)
    if (answer?.ok && !answer.redirected) this.#sayKept() // a redirect leads to the sign-in, and kept nothing
  }

  #sayKept() {
    this.querySelector("[data-kept]")?.removeAttribute("hidden")
  }

  #noteWhatGoesOut() {
    clearTimeout(this.#pause) // a draft kept after its post went out would come back as a ghost
    for (const field of this.#fields) this.#store(this.#slot(field) + SENT, field.value)
  }

  // Words typed after the form went out are not the ones that were sent: they stay.
  #forget(key) {
    for (const note of Object.keys(localStorage).filter(
      (slot) => slot.startsWith(`draft:${key}:`) && slot.endsWith(SENT),
    )) {
      const slot = note.slice(0, -SENT.length)
      if (localStorage.getItem(slot) === localStorage.getItem(note)) localStorage.removeItem(slot)
      localStorage.removeItem(note)
    }
  }

  #store(slot, words) {
    if (this.hasAttribute("shared")) return false
    try {
      localStorage.setItem(slot, words)
      return true
    } catch {
      return false // a full or forbidden store: nothing on the page may claim that the words are kept here
    }
  }
}

customElements.define("kept-draft", KeptDraft)
