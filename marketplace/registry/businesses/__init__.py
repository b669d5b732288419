"""The register of businesses (UMKM): their numbers, classes, and what their rows must agree on."""
