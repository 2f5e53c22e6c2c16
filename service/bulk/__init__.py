"""Books of parties, screened file to file: CSV, Excel workbooks and Parquet."""
