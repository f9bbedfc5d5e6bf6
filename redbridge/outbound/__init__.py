"""The one way out: requests to the open network, with limits, and never anything inside our own."""
