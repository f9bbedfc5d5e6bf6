"""What makes translations. Each engine sees masked texts only, and none is believed before its answer was checked."""
