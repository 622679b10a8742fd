"""What must never happen on any page, whatever the test is about."""

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response, WebError

# A page that breaks its own content security policy says so on the console; with scripts off Chromium does it itself.
TELL_OF_BREACHES = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy broken: ${event.violatedDirective} by ${event.blockedURI} at ${event.sourceFile}`));
"""
CALM = (401, 403, 404, 409, 413, 422)  # a refusal in words is a page like any other, but Chromium reports it

# With hx-sync a newer request takes the place of an older one, as asked; htmx tells it as an error all the same.
ASKED_FOR = ("htmx:sendAbort", "htmx:afterRequest")


class Watch:
    def __init__(self, context: BrowserContext, home: str, *, expects: tuple[str, ...] = ()) -> None:
        """`expects`: what the console will say because the test means it to."""
        self.home, self.expects = urlsplit(home).netloc, expects
        self.seen: list[str] = []
        context.add_init_script(TELL_OF_BREACHES)
        context.on("console", self._console)
        context.on("weberror", self._fault)
        context.on("request", self._request)
        context.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        refused = any(f"the server responded with a status of {status}" in message.text for status in CALM)
        meant = message.text.startswith(ASKED_FOR) or any(one in message.text for one in self.expects)
        if message.type in {"error", "warning"} and not refused and not meant:
            self.seen.append(f"console: {message.text} ({message.page and message.page.url})")

    def _fault(self, fault: WebError) -> None:
        self.seen.append(f"script: {fault.error}")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob", "about", "mailto"} and parts.netloc != self.home:
            self.seen.append(f"asked elsewhere: {request.url}")

    def _response(self, response: Response) -> None:
        policy = response.headers.get("content-security-policy", "")
        if response.status >= 500:
            self.seen.append(f"{response.status}: {response.url}")
        if response.headers.get("content-type", "").startswith("text/html") and "default-src 'none'" not in policy:
            self.seen.append(f"no policy: {response.url}")

    def found_nothing(self) -> None:
        if self.seen:
            raise AssertionError("\n".join(self.seen))
