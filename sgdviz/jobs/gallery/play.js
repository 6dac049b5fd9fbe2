// A picture plays while a pointer or the focus of the keyboard is on it, and from a click to the next; one at a time.

/** Milliseconds: a pointer that passes over a picture loads nothing. */
const LEAST_STAY = 120

const playing = { cover: null, media: null, isKept: false }
let starting = 0

/** Let the pictures inside `root` play; with `still.matches`, for readers who asked for less motion, by a click alone. */
export function letPlay(root, still) {
  root.addEventListener("pointerover", (event) => {
    const cover = coverOf(event)
    if (!cover || event.pointerType === "touch" || still.matches || cover === playing.cover) return
    clearTimeout(starting)
    starting = setTimeout(() => play(cover), LEAST_STAY)
  })
  root.addEventListener("pointerout", (event) => {
    clearTimeout(starting)
    if (coverOf(event) === playing.cover && !playing.isKept) stop()
  })
  root.addEventListener("focusin", (event) => {
    const cover = coverOf(event)
    if (cover?.matches(":focus-visible") && cover !== playing.cover && !still.matches) play(cover)
  })
  root.addEventListener("focusout", (event) => {
    if (coverOf(event) === playing.cover && !playing.isKept) stop()
  })
  root.addEventListener("click", (event) => {
    const cover = coverOf(event)
    if (!cover) return
    if (cover === playing.cover && playing.isKept) stop()
    else play(cover, true)
  })
  root.addEventListener("keydown", (event) => event.key === "Escape" && stop())
}

function coverOf(event) {
  return event.target.closest("button.cover")
}

/** Play a picture from its first frame; one that is kept plays on when the pointer or the focus leaves it. */
function play(cover, isKept = false) {
  clearTimeout(starting)
  if (cover !== playing.cover) {
    stop()
    const media = mediaOf(cover.dataset)
    cover.before(media)
    cover.classList.add("playing")
    Object.assign(playing, { cover, media })
  }
  playing.isKept = isKept
  cover.setAttribute("aria-pressed", isKept)
}

export function stop() {
  clearTimeout(starting)
  if (!playing.cover) return
  playing.cover.classList.remove("playing")
  playing.cover.setAttribute("aria-pressed", false)
  playing.media.removeAttribute("src")
  playing.media.remove()
  Object.assign(playing, { cover: null, media: null, isKept: false })
}

/** Return the element that plays a file over its still, without words of its own: those of the still are read. */
function mediaOf({ source, kind }) {
  const media = document.createElement(kind === "video" ? "video" : "img")
  media.className = "moving"
  if (kind === "video") {
    Object.assign(media, { muted: true, loop: true, playsInline: true, autoplay: true })
    media.setAttribute("aria-hidden", true)
  } else media.alt = ""
  media.src = source
  return media
}
