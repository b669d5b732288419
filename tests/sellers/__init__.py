"""Tests of the sellers room."""
