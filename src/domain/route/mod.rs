//! The walking network: nodes, walkways, connectors between levels.
