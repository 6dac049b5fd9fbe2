{
  // Play the video before this script from its start when its slide is entered; not for readers who asked for less motion.
  const video = document.currentScript.previousElementSibling
  const stands = matchMedia("(prefers-reduced-motion: reduce)")
  for (const type of ["ready", "slidechanged", "fragmentshown"]) {
    document.addEventListener(type, ({ fragment, currentSlide }) => {
      if ((fragment ?? currentSlide)?.contains(video) && !stands.matches) {
        video.currentTime = 0
        video.play().catch(() => {})
      }
    })
  }
}
