"""`python -m claimgrade`."""

from claimgrade.cli import main

if __name__ == "__main__":
    main()
