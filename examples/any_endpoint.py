"""Call endpoints by method and path: with the key, the quota, retries and typed errors of every other call.

It takes MSPORTAL_API_KEY and MSPORTAL_BASE_URL from the environment; `msportal-sandbox` serves an API to try it on.
"""

from msportal_client import MSPortal, NotFoundError, RequestValidationError


def main() -> None:
    """Create a budget and read it, as if neither operation were generated."""
    with MSPortal() as msportal:
        created = msportal.request("POST", "/api/public/v1/budgets", body={"title": "Firewalls", "fiscalYear": 2027})
        print(created.status_code, created.json()["data"]["title"])

        path = "/api/public/v1/budgets/{id}"
        budget = msportal.request("GET", path, params={"id": created.json()["data"]["id"]})
        print(budget.json()["data"]["fiscalYear"], budget.headers["content-type"])

        try:
            msportal.request("GET", path, params={"id": "3fa85f64-5717-4562-b3fc-2c963f66afa6"})
        except NotFoundError as error:
            print(error.status_code, error.message)
        try:
            msportal.request("GET", path, params={"id": "../users"})
        except RequestValidationError as error:
            print(error.problems[0])


if __name__ == "__main__":
    main()
