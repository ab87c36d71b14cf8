namespace MlDsl.Training;

/// <summary>Rows of separated values, with what is kept of them as columns of text behind the model's.</summary>
internal sealed class CsvFileRows : FileRows
{
    private readonly DynamicTable table;
    private readonly CsvOptions options;
    private readonly string file;
    private readonly DatasetSchema schema;
    private readonly CsvBinding binding;
    private readonly CsvFields?[] fields;
    private readonly int kept;

    // The line on which the header begins; 0 where there is none.
    private readonly long header;

    public CsvFileRows(DynamicTable table, string file, FileScoringOptions options)
    {
        (this.table, this.file, this.options) = (table, file, options.Csv);
        kept = options.Keep.Count;
        fields = new CsvFields?[options.Parallelism];
        // Each row is scored by itself, so times need not be of one kind.
        IEnumerable<ColumnSchema> columns = table.Columns.Select(static c => c with { Role = c.Role == ColumnRole.EventTime ? ColumnRole.None : c.Role, Window = null, Join = null });
        IEnumerable<ColumnSchema> along = options.Keep.Select(static name => new ColumnSchema(name, name, "string?", ColumnRole.None, "", IsInput: false));
        schema = new DatasetSchema(table.Plan.Schema.Name, [.. columns, .. along], []);
        this.options.Validate(file, schema);
        using var records = new CsvRecords(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 0), file, this.options);
        binding = CsvBinding.Read(records, schema, this.options);
        header = this.options.HasHeader ? records.Line : 0;
    }

    public override CsvOptions Cut => options;

    public override void Read(CsvChunk chunk, int thread, List<ScoredRow> rows)
    {
        var records = new CsvRecords(chunk, file, options, fields[thread]?.Marks);
        if (chunk.Line <= header && !PassHeader(records)) return;
        var pass = new CsvPass<(DynamicRow Row, KeptValue[] Kept)>(records, binding, fields[thread], options, schema, Row);
        fields[thread] = pass.Fields;
        while (pass.Next(out var row, out DataFormatException? problem)) rows.Add(new ScoredRow(records.Line, records.Place, row.Row, row.Kept ?? [], problem));
    }

    // Comments may fill stretches before the header.
    private bool PassHeader(CsvRecords records) => records.Read() && records.Line == header;

    private (DynamicRow Row, KeptValue[] Kept) Row(ref FieldReader reader)
    {
        DynamicRow row = table.Row(ref reader);
        var along = new KeptValue[kept];
        for (int i = 0; i < along.Length; i++) along[i] = new KeptValue(reader.TextOrNull(table.Columns.Count + i), IsJson: false);
        return (row, along);
    }
}
