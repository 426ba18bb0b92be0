// Leave quickly: by its button, or by pressing Shift three times. Blanks the page first, because the next
// one may take seconds to come, and replaces this one, so that Back does not lead here.
// Without this module the button is a plain link to the same place.

const TIMES = 3
const WITHIN = 2000 // ms from the first press to the last

const link = document.querySelector("[data-leave-quickly]")
let presses = []

function leave() {
  document.title = ""
  document.body.replaceChildren()
  location.replace(link.href)
}

function countShift({ key, repeat, timeStamp }) {
  if (repeat) return
  if (key !== "Shift")
    presses = [] // somebody is writing capitals
  else presses = [...presses.filter((earlier) => timeStamp - earlier < WITHIN), timeStamp]
  if (presses.length >= TIMES) leave()
}

if (link) {
  addEventListener("keydown", countShift)
  link.addEventListener("click", (event) => {
    event.preventDefault()
    leave()
  })
}
