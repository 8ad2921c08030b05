"""`python -m linli_dashboard`: run the pages with the settings they are meant for.

    LINLI_API              address of the API; http://127.0.0.1:8000 unless given
    LINLI_DASHBOARD_HOST   address to listen on; 127.0.0.1 unless given
    LINLI_DASHBOARD_PORT   port; 8501 unless given
    LINLI_DASHBOARD_HOSTS  further names by which browsers may call this server, with commas
    LINLI_DASHBOARD_OIDC   file that names the office's own sign-in (docs/how-to/serve.md); none unless given

Streamlit's own settings are set here, so that they hold wherever it is started from.
"""

from __future__ import annotations

import os

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
"""Its names on its own machine. A call by another name is refused: a web site could point its own here."""

OPTIONS: dict[str, object] = {
    # Nothing is told to anybody, nothing is fetched from anywhere, and an error shows no code.
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.toolbarMode": "minimal",
    "server.headless": True,
    "server.showEmailPrompt": False,
    "server.fileWatcherType": "none",
    "server.enableXsrfProtection": True,
    "logger.level": "warning",
    "logger.hideWelcomeMessage": True,
    "runner.magicEnabled": False,
}


def settings(host: str, port: int, hosts: str, office: str = "") -> dict[str, object]:
    """Streamlit's settings.

    Parameters: `host` and `port` to listen on; `hosts`, further names of this server, with commas; `office`,
    file that names the office's own sign-in.

    >>> settings("127.0.0.1", 8501, "pages.office")["server.allowedHosts"]
    ['127.0.0.1', 'localhost', '[::1]', 'pages.office']
    """
    names = [*LOOPBACK, *(name.strip() for name in hosts.split(",") if name.strip())]
    # None unless asked for: Streamlit would look for a file of its own wherever it is started.
    told = {"secrets.files": [office] if office else []}
    return {**OPTIONS, **told, "server.address": host, "server.port": port, "server.allowedHosts": names}


def main() -> None:
    """Serve until told to stop."""
    from linli_dashboard.app import create

    given = os.environ
    host, port = given.get("LINLI_DASHBOARD_HOST") or "127.0.0.1", given.get("LINLI_DASHBOARD_PORT") or "8501"
    app = create(given.get("LINLI_API") or "http://127.0.0.1:8000")
    hosts, office = given.get("LINLI_DASHBOARD_HOSTS", ""), given.get("LINLI_DASHBOARD_OIDC", "")
    app.run(config=settings(host, int(port), hosts, office))


if __name__ == "__main__":
    main()
