# The sandbox: docker build -t msportal-sandbox . && docker run --rm -p 127.0.0.1:8080:8080 msportal-sandbox
# It listens on every address of the container; publish the port on loopback, because its keys are public.
FROM python:3.13-slim AS build
WORKDIR /src
COPY pyproject.toml README.md LICENSE openapi.json ./
COPY msportal_client msportal_client
COPY requirements/sandbox.txt requirements/sandbox.txt
RUN python -m venv /sandbox \
    && /sandbox/bin/pip install --no-cache-dir --require-hashes -r requirements/sandbox.txt \
    && /sandbox/bin/pip install --no-cache-dir --no-deps --no-build-isolation . \
    && /sandbox/bin/pip uninstall --yes hatchling

FROM python:3.13-slim
COPY --from=build /sandbox /sandbox
RUN useradd --system --no-create-home sandbox
USER sandbox
EXPOSE 8080
HEALTHCHECK CMD ["/sandbox/bin/python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8080/')"]
ENTRYPOINT ["/sandbox/bin/msportal-sandbox", "--host", "0.0.0.0", "--port", "8080", "--allow-remote"]
