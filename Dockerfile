# Two stages: the first makes a virtual environment, the second is Python and that environment alone.
# .ci/rehearse_image.py runs the first stage's RUN lines in a clean folder, so keep them to plain commands.
FROM python:3.13-slim AS build
WORKDIR /src
RUN python -m venv /opt/build && python -m venv --without-pip /opt/hullmark
RUN which cc || { apt-get update && apt-get install --yes --no-install-recommends gcc libc6-dev; }
COPY requirements/build.txt requirements/runtime.txt requirements/
RUN /opt/build/bin/pip install --no-cache-dir --require-hashes --only-binary :all: -r requirements/build.txt
RUN /opt/build/bin/pip --python /opt/hullmark/bin/python install --no-cache-dir --require-hashes --only-binary :all: -r requirements/runtime.txt
COPY pyproject.toml README.md hatch_build.py ./
COPY lists/ lists/
COPY matching/ matching/
COPY service/ service/
RUN /opt/build/bin/pip wheel --no-deps --no-build-isolation --wheel-dir dist .
RUN /opt/build/bin/pip --python /opt/hullmark/bin/python install --no-deps --no-index dist/*.whl

FROM python:3.13-slim
RUN useradd --system --uid 10001 --create-home --home-dir /var/lib/hullmark hullmark
COPY --from=build /opt/hullmark /opt/hullmark
ENV PATH=/opt/hullmark/bin:$PATH \
    HULLMARK_HOST=0.0.0.0 \
    HULLMARK_PORT=8000 \
    HULLMARK_DATA_DIR=/var/lib/hullmark
USER 10001
WORKDIR /var/lib/hullmark
VOLUME /var/lib/hullmark
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import os, urllib.request as r; r.urlopen('http://127.0.0.1:' + os.environ['HULLMARK_PORT'] + '/health/live', timeout=4)"]
CMD ["hullmark", "serve"]
