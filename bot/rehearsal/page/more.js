// On a narrow screen the rest of the header waits behind one button.

const button = document.querySelector("#more");
const ways = document.querySelector("#ways");

button.addEventListener("click", () => {
  const isOpen = ways.classList.toggle("open");
  button.setAttribute("aria-expanded", String(isOpen));
});
