"""Check the case studies and profiles of a network of schools, and build their site."""

__version__ = "0.1.0"
