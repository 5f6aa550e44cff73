"""Run the command line as ``python -m goodpractice``."""

from goodpractice.cli import main

if __name__ == "__main__":
    main()
