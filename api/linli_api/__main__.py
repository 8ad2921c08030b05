"""`python -m linli_api`: serve what the environment says (see `settings`)."""

from __future__ import annotations

import logging
import os
import sys

import uvicorn

from linli.errors import LinliError
from linli.messages.catalogue import explain
from linli_api.app import create
from linli_api.settings import from_environment


def main() -> None:
    """Serve until told to stop."""
    try:
        settings = from_environment(os.environ)
    except LinliError as error:
        for lang in ("zh", "en"):
            told = explain(error, "zh" if lang == "zh" else "en")
            sys.stderr.write(f"{told.code}  {told.what}\n→ {told.do}\n")
        sys.exit(1)
    if settings.names != settings.wants_names:
        logging.getLogger("uvicorn.error").warning(
            "LINLI_API_NAMES=full counts on loopback only; names stay masked"
        )
    # No access log: it would keep the query strings, and with them names of persons.
    uvicorn.run(
        create(settings),
        host=settings.host,
        port=settings.port,
        access_log=False,
        server_header=False,
        log_level="warning",
    )


if __name__ == "__main__":
    main()
