"""`python -m linli_dashboard`: run the pages with the settings they are meant for.

    LINLI_API              address of the API; http://127.0.0.1:8000 unless given
    LINLI_DASHBOARD_HOST   address to listen on; 127.0.0.1 unless given
    LINLI_DASHBOARD_PORT   port; 8501 unless given
    LINLI_DASHBOARD_HOSTS  further names by which browsers may call this server, with commas

Streamlit's own settings are given on its command line, so that they hold wherever it is started from.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

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
    "theme.base": "light",
    "theme.primaryColor": "#9b2226",
    "theme.font": "'Microsoft YaHei', 'PingFang SC', 'Noto Sans CJK SC', 'Source Han Sans SC', sans-serif",
    "logger.level": "warning",
    "logger.hideWelcomeMessage": "true",
    "runner.magicEnabled": "false",
}


def command(host: str, port: str, hosts: Sequence[str]) -> list[str]:
    """The command that runs the pages.

    Parameters: `host` and `port` to listen on; `hosts`, further names of this server.
    """
    options = {**OPTIONS, "server.address": host, "server.port": port}
    script = Path(__file__).with_name("main.py")
    given = [f"--{name}={value}" for name, value in options.items()]
    names = [f"--server.allowedHosts={name}" for name in (*LOOPBACK, *hosts)]
    return [sys.executable, "-m", "streamlit", "run", str(script), *given, *names]


def main() -> None:
    """Become Streamlit: one process, which whoever started us can stop."""
    host = os.environ.get("LINLI_DASHBOARD_HOST") or "127.0.0.1"
    port = os.environ.get("LINLI_DASHBOARD_PORT") or "8501"
    hosts = [name.strip() for name in os.environ.get("LINLI_DASHBOARD_HOSTS", "").split(",") if name.strip()]
    started = command(host, port, hosts)
    os.execv(started[0], started)


if __name__ == "__main__":
    main()
