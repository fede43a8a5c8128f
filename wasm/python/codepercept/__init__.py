"""What the page's Python sandbox needs; pure Python that also runs under CPython 3.11 and newer."""
