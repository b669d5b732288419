"""Banten's kabupaten/kota, kecamatan, desa and kelurahan, by their Kemendagri codes."""
