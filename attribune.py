"""Answers over your own news articles, every sentence tied to exact words."""
