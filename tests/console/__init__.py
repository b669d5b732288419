"""Tests of the dinas's desk."""
