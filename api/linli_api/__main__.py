"""`python -m linli_api`: serve what the environment says (see `settings`)."""

from __future__ import annotations

import logging
import os
import sys
import tempfile
from typing import NoReturn

from linli.errors import LinliError
from linli.messages.catalogue import explain
from linli_api.settings import Settings, from_environment


def main() -> None:
    """Serve until told to stop."""
    try:
        settings = from_environment(os.environ)
    except LinliError as error:
        _fail(error)
    if settings.names != settings.wants_names:
        logging.getLogger("uvicorn.error").warning(
            "LINLI_API_NAMES=full counts on loopback only; names stay masked"
        )
    if settings.workers == 1:
        _serve(settings)
        return
    with tempfile.TemporaryDirectory(prefix="linli-metrics-") as folder:
        # Before prometheus_client is imported, which looks for it once; the workers inherit it.
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
        _serve(settings)


def _serve(settings: Settings) -> None:
    import uvicorn

    from linli_api.app import create

    try:
        # Made here even where workers make their own, so that what is wrong is said once and at once.
        app = create(settings)
        app.state.linli.check()
    except LinliError as error:
        _fail(error)
    # No access log of uvicorn's: it would keep the query strings, and with them names of persons.
    uvicorn.run(
        app if settings.workers == 1 else "linli_api.worker:application",
        factory=settings.workers > 1,
        workers=settings.workers,
        host=settings.host,
        port=settings.port,
        access_log=False,
        server_header=False,
        log_level="warning",
        proxy_headers=bool(settings.proxies),
        forwarded_allow_ips=list(settings.proxies),
        timeout_keep_alive=20,
        limit_concurrency=1000,
        h11_max_incomplete_event_size=64 << 10,
    )


def _fail(error: LinliError) -> NoReturn:
    for lang in ("zh", "en"):
        told = explain(error, "zh" if lang == "zh" else "en")
        sys.stderr.write(f"{told.code}  {told.what}\n→ {told.do}\n")
    sys.exit(1)


if __name__ == "__main__":
    main()
