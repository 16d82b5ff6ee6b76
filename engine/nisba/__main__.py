"""``python -m nisba``: the command line, where its script is not on the path."""

from nisba.cli import main

if __name__ == "__main__":
    main()
