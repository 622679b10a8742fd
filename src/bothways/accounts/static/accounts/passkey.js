// Asks the browser for a passkey, and sends its answer with the form. Bothways decides whether it is right.
for (const form of document.querySelectorAll("form[data-passkey]")) {
  const button = form.querySelector("button"), says = form.querySelector("[data-says]");
  const say = (words) => { says.textContent = words; says.hidden = !words; };
  form.querySelector("[data-without-scripts]").remove();
  if (!window.PublicKeyCredential) { say(says.dataset.notHere); continue; }
  button.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    say("");
    try {
      const asked = await fetch(form.dataset.passkey, { method: "POST", body: new URLSearchParams(new FormData(form)) });
      if (asked.redirected) { window.location.href = asked.url; return; }
      const options = await asked.json(), isNew = "user" in options.publicKey;
      const answer = await (isNew ? webauthnJSON.create(options) : webauthnJSON.get(options));
      form.elements.credential.value = JSON.stringify(answer);
    } catch {
      say(says.dataset.notDone);
      return;
    }
    form.submit();
  });
}
