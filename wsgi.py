"""The application as WSGI servers and the `flask` command find it."""

from marketplace import create_app

app = create_app()
