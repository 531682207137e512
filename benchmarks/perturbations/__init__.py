"""Distortions planted in clean items, to measure the checks by."""
