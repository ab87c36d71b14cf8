using System.Runtime.CompilerServices;

namespace MlDsl;

/// <summary>Makes a row of a record whose fields are numbered like the schema's columns.</summary>
internal delegate TRow ReadRecord<TRow>(ref FieldReader fields);

/// <summary>One reading of a file, from its header to its end.</summary>
internal sealed class CsvPass<TRow> : IDisposable
{
    private readonly CsvRecords records;
    private readonly DatasetSchema schema;
    private readonly ReadRecord<TRow> read;
    private readonly CsvBinding binding;
    private readonly CsvFields fields;
    private readonly bool skips, hasHeader;
    private readonly List<DataFormatException> first = [];
    private long skipped;

    public CsvPass(CsvRecords records, CsvOptions options, DatasetSchema schema, ReadRecord<TRow> read, Contracts.DatasetContract? contract = null)
        : this(records, CsvBinding.Read(records, schema, options), null, options, schema, read, contract)
    {
    }

    /// <summary>A pass that goes on behind the header.</summary>
    /// <param name="records">The records to read.</param>
    /// <param name="binding">Which field holds which column.</param>
    /// <param name="fields">What another pass on this thread has read fields with; null for none.</param>
    /// <param name="options">How the file is written.</param>
    /// <param name="schema">The columns.</param>
    /// <param name="read">Makes a row.</param>
    /// <param name="contract">What rows are held against as they are read; null for nothing.</param>
    public CsvPass(CsvRecords records, CsvBinding binding, CsvFields? fields, CsvOptions options, DatasetSchema schema, ReadRecord<TRow> read, Contracts.DatasetContract? contract = null)
    {
        (this.records, this.schema, this.read, this.binding) = (records, schema, read, binding);
        this.fields = fields ?? new CsvFields(schema, binding, options);
        this.fields.Marks = records.Index;
        this.fields.Tally = Contracts.ContractTally.Of(contract);
        skips = options.BadRows == BadRowPolicy.Skip;
        hasHeader = options.HasHeader;
    }

    public CsvBinding Binding => binding;

    public CsvFields Fields => fields;

    public SkippedRows Skipped => skipped == 0 ? SkippedRows.None : new SkippedRows(skipped, first);

    /// <summary>Fills <paramref name="rows"/>, and <paramref name="texts"/> with the hashes of their records unless it is empty, from the front; 0 at the end of the file.</summary>
    public int Read(Span<TRow> rows, Span<ulong> texts)
    {
        int count = 0;
        var reader = new FieldReader(records, fields);
        while (true)
        {
            try
            {
                ReadRows(rows, texts, ref reader, ref count);
                return count;
            }
            catch (DataFormatException problem) when (skips && !records.IsBroken)
            {
                skipped++;
                if (first.Count < SkippedRows.Kept) first.Add(problem);
            }
        }
    }

    /// <summary>Goes to the next record, which is a row or has a problem; false at the end of the file.</summary>
    public bool Next(out TRow? row, out DataFormatException? problem)
    {
        (row, problem) = (default, null);
        if (!records.Read()) return false;
        var reader = new FieldReader(records, fields);
        try
        {
            row = ReadRow(ref reader);
        }
        catch (DataFormatException found)
        {
            problem = found;
        }
        return true;
    }

    public void Dispose() => records.Dispose();

    // Apart from what catches: within that, locals live in memory.
    private void ReadRows(Span<TRow> rows, Span<ulong> texts, ref FieldReader reader, ref int count)
    {
        while (count < rows.Length && records.Read())
        {
            rows[count] = ReadRow(ref reader);
            if (!texts.IsEmpty) texts[count] = RecordHash.Of(records.Record);
            count++;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TRow ReadRow(ref FieldReader reader)
    {
        if (records.Stray >= 0 || records.Count != binding.Width) throw Malformed();
        reader.Move();
        return read(ref reader);
    }

    private DataFormatException Malformed() => records.Stray >= 0 ? records.StrayText() : WrongWidth();

    private DataFormatException WrongWidth()
    {
        bool more = records.Count > binding.Width;
        FieldRange last = records.Fields[^1];
        int place = more ? records.Fields[binding.Width].Start : last.Start + last.Length;
        string wanted = hasHeader ? "as the header names" : $"as '{schema.Name}' declares columns{(schema.Columns.Any(static c => c.Length > 0) ? " and elements" : "")}";
        string wayOut = more ? "quote fields that hold the separator, or set CsvOptions.Separator"
            : HeaderHints.SeparatorOf(records, binding.Width) is { } separator ? $"set CsvOptions.Separator to {separator}, by which it has {binding.Width}"
            : "add the missing fields, or set CsvOptions.Separator";
        return records.Error(place, $"the record has {records.Count} fields, not {binding.Width} {wanted}", wayOut);
    }
}
