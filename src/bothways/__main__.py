"""`python -m bothways`: the same as `bothways`."""

from bothways.cli.door import main

main()
