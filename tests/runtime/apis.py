"""The API that the tests of the runtime call."""

from msportal_client._runtime.api import API

MSPORTAL = API("MSPortal", "https://app.msportal.test", "MSPORTAL_API_KEY", "MSPORTAL_BASE_URL")
