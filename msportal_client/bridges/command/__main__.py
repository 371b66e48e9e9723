"""`python -m msportal_client.bridges.command`."""

from . import main

main()
