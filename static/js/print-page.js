// <print-page hidden> around a button: shows itself, because printing from a button needs this script.

class PrintPage extends HTMLElement {
  connectedCallback() {
    this.hidden = false
    this.querySelector("button").addEventListener("click", () => print())
  }
}

customElements.define("print-page", PrintPage)
