"""Text to spans: sentences, furniture, names, dates, passages, copies. All pure."""
