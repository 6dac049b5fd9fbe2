"""Drawing: a scene and a row of a recording become marks, and marks become pixels (`agg`) or vectors (`svg`)."""
