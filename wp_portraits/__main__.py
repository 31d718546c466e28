"""``python -m wp_portraits``."""

from wp_portraits.cli import main

if __name__ == "__main__":
    main()
