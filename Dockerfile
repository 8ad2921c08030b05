# linli with its API and dashboard, installed from the lock. The image holds the demo street as well.
#
# Packages come from whatever index pip is configured for (PIP_INDEX_URL or pip.conf at build time); the hashes of the lock decide
# what is let in.

FROM python:3.11-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/linli
WORKDIR /src
COPY locks/build.txt locks/serve.txt locks/
# The tools that make the wheel stay out of the venv that is kept.
RUN python -m pip install --require-hashes -r locks/build.txt \
 && /opt/linli/bin/python -m pip install --require-hashes -r locks/serve.txt
COPY pyproject.toml README.md ./
COPY graph graph
COPY api api
COPY dashboard dashboard
RUN python -m pip wheel --no-deps --no-build-isolation --wheel-dir /tmp/wheel . \
 && /opt/linli/bin/python -m pip install --no-deps --no-index /tmp/wheel/linli-*.whl

FROM python:3.11-slim
RUN apt-get update \
 && apt-get install --yes --no-install-recommends fonts-noto-cjk \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --create-home --uid 10001 linli \
 && install --directory --owner=linli --group=linli /var/lib/linli
COPY --from=build /opt/linli /opt/linli
COPY seeds/demo /srv/linli/seeds/demo
ENV PATH=/opt/linli/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /srv/linli
USER linli
EXPOSE 8000 8501
CMD ["linli", "--help"]
