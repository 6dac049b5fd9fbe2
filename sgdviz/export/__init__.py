"""Export: frames or layers become files, one module or folder a format."""
