// The community switcher is a <details>, which works by itself. This adds what a list that covers the page
// owes people: Escape and a press elsewhere close it, and focus goes back to its button.

const switcher = document.querySelector("details.switcher")

function close({ keepFocus }) {
  switcher.open = false
  if (!keepFocus) switcher.querySelector("summary").focus()
}

if (switcher) {
  switcher.addEventListener("keydown", ({ key }) => key === "Escape" && close({ keepFocus: false }))
  document.addEventListener("click", ({ target }) => !switcher.contains(target) && close({ keepFocus: true }))
}
