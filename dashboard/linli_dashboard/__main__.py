"""`python -m linli_dashboard`: run the pages with the settings they are meant for.

    LINLI_API              address of the API; http://127.0.0.1:8000 unless given
    LINLI_DASHBOARD_HOST   address to listen on; 127.0.0.1 unless given
    LINLI_DASHBOARD_PORT   port; 8501 unless given
    LINLI_DASHBOARD_HOSTS  further names by which browsers may call this server, with commas

Streamlit's own settings are set here, so that they hold wherever it is started from.
"""

from __future__ import annotations

import os

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
"""Its names on its own machine. A call by another name is refused: a web site could point its own here."""

OPTIONS = {
    # Nothing is told to anybody, nothing is fetched from anywhere, and an error shows no code.
    "browser.gatherUsageStats": "false",
    "client.showErrorDetails": "none",
    "client.showErrorLinks": "false",
    "client.toolbarMode": "minimal",
    "server.headless": "true",
    "server.showEmailPrompt": "false",
    "server.fileWatcherType": "none",
    "server.enableXsrfProtection": "true",
    "logger.level": "warning",
    "logger.hideWelcomeMessage": "true",
    "runner.magicEnabled": "false",
}


def environment(hosts: str) -> dict[str, str]:
    """Streamlit's settings, as it reads them from the environment.

    Parameters: `hosts`, further names of this server, with commas.

    >>> environment("office.example")["STREAMLIT_SERVER_ALLOWED_HOSTS"].split(",")[-1]
    'office.example'
    """
    names = [*LOOPBACK, *(name.strip() for name in hosts.split(",") if name.strip())]
    given = {**OPTIONS, "server.allowedHosts": ",".join(names)}
    return {f"STREAMLIT_{_snake(name)}": value for name, value in given.items()}


def _snake(name: str) -> str:
    """An option as its variable has it.

    >>> _snake("server.enableXsrfProtection")
    'SERVER_ENABLE_XSRF_PROTECTION'
    """
    return "".join(f"_{c}" if c.isupper() else c for c in name).replace(".", "_").upper()


def main() -> None:
    """Serve until told to stop."""
    host = os.environ.get("LINLI_DASHBOARD_HOST") or "127.0.0.1"
    port = int(os.environ.get("LINLI_DASHBOARD_PORT") or "8501")
    os.environ.update(environment(os.environ.get("LINLI_DASHBOARD_HOSTS", "")))

    # Streamlit reads its settings when it is imported.
    import uvicorn

    from linli_dashboard.app import create

    api = os.environ.get("LINLI_API") or "http://127.0.0.1:8000"
    uvicorn.run(create(api), host=host, port=port, access_log=False, server_header=False, log_level="warning")


if __name__ == "__main__":
    main()
