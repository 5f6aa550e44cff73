"""Made-up sites of any size, and what it costs to build them."""
