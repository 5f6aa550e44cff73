"""Adapters: the engines that the site is built with."""
