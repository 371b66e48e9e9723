"""The parts of `msportal_client.bulk`."""
