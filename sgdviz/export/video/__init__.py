"""Video: frames as luma and chroma planes, compressed by FFmpeg's libraries through PyAV, as MP4 or WebM."""
