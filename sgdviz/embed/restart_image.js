{
  // Start the picture before this script again when its slide is entered.
  const shown = document.currentScript.previousElementSibling
  const image = shown.querySelector("img") ?? shown
  for (const type of ["ready", "slidechanged", "fragmentshown"]) {
    document.addEventListener(type, ({ fragment, currentSlide }) => {
      if ((fragment ?? currentSlide)?.contains(image)) {
        image.setAttribute("src", image.getAttribute("src"))
      }
    })
  }
}
