"""The site, served for the benchmark."""

import sys

import waitress

from marketplace import create_app

if __name__ == "__main__":
    waitress.serve(create_app(), host="127.0.0.1", port=int(sys.argv[1]), threads=4)
