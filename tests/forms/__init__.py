"""Tests of forms: recognising, understanding, weighing."""
