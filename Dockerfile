# One image for every role: `web` (the default), `worker`, `scheduler`; compose prepares the database with it too.
FROM python:3.13-slim-bookworm AS wheels
WORKDIR /build
COPY requirements/base.txt .
RUN pip install --no-cache-dir --require-hashes --prefix=/installed -r base.txt

FROM python:3.13-slim-bookworm
LABEL org.opencontainers.image.title="Kitchen Table" \
      org.opencontainers.image.description="An online peer support community" \
      org.opencontainers.image.licenses="AGPL-3.0-or-later"
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=config.settings PYTHONPATH=/app \
    PRODUCTION=on PEER_HOST=0.0.0.0 PEER_PORT=8000 PEER_DATA=/data STATIC_ROOT=/app/collected
RUN useradd --system --uid 10001 --no-create-home peer && install -d -o peer -m 0700 /data
COPY --from=wheels /installed /usr/local
WORKDIR /app
COPY . .
# A key for this step only: collecting files signs nothing.
RUN PRODUCTION=off python -m config.prepare --statics-only
USER peer
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=40s --start-interval=2s --retries=3 \
    CMD ["python", "-m", "config.alive", "web"]
ENTRYPOINT ["python", "-m", "config.part"]
CMD ["web"]
