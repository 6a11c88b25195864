"""The bundled articles and questions."""
