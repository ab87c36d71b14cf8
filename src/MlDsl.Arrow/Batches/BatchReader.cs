using Apache.Arrow;
using MlDsl.Columns;

namespace MlDsl.Batches;

/// <summary>
/// The records of batches, of one source after the other. Values are taken out of their columns a few hundred rows at a time: as columns of their own type where they
/// have one, and one by one where that is asked for.
/// </summary>
internal sealed class BatchReader : RecordReader
{
    private const int Window = 256;
    private readonly Queue<(string Name, Func<IBatches> Open)> sources;
    private readonly IReadOnlyList<string> columns;
    private readonly bool isNamed;
    private readonly CancellationToken cancellation;
    private readonly string[] fields;
    private readonly int[] wanted;
    private readonly RecordValue[]?[] values;
    private readonly ArrowColumn?[] readers;
    private readonly RecordColumn?[] columnsTaken;
    // Up to which row values are there one by one.
    private readonly int[] filled;
    private readonly string first;
    private readonly Damage damage;
    private int[] places = [];
    private string name = "";
    private IBatches batches;
    private RecordBatch? batch;
    private int row, windowStart, windowEnd;

    /// <summary>Opens the first source.</summary>
    /// <param name="sources">The sources, at least one: what messages call it, and what opens it.</param>
    /// <param name="columns">The names that are asked for.</param>
    /// <param name="damage">What makes a message of an error of theirs.</param>
    /// <param name="isNamed">Whether a message names the source of its record, as there are several.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="DataFormatException">The first source cannot be read, or a field that is asked for is of a type that no column holds.</exception>
    public BatchReader(IEnumerable<(string Name, Func<IBatches> Open)> sources, IReadOnlyList<string> columns, Damage damage, bool isNamed, CancellationToken cancellation)
    {
        (this.sources, this.columns, this.damage, this.isNamed, this.cancellation) = (new(sources), columns, damage, isNamed, cancellation);
        first = this.sources.Peek().Name;
        batches = Open();
        try
        {
            fields = damage.Guard<string[]>(() => [.. batches.Schema.FieldsList.Select(static field => field.Name)], name);
            wanted = [.. Enumerable.Range(0, fields.Length).Where(field => WantedFields.IsWanted(fields[field], columns))];
            places = [.. Enumerable.Range(0, fields.Length)];
            values = new RecordValue[]?[fields.Length];
            (readers, columnsTaken, filled) = (new ArrowColumn?[fields.Length], new RecordColumn?[fields.Length], new int[fields.Length]);
            foreach (int field in wanted) values[field] = new RecordValue[Window];
            Begin();
        }
        catch
        {
            batches.Dispose();
            throw;
        }
    }

    public override IReadOnlyList<string> Fields => fields;

    public override string? File => isNamed ? name : null;

    public override string Place => batch is null ? batches.Part : FormattableString.Invariant($"{batches.Part}, row {batches.RowsBefore + row + 1}");

    public override bool Read()
    {
        row++;
        while (batch is null || row >= batch.Length)
        {
            cancellation.ThrowIfCancellationRequested();
            // Until there is a next one, a place is that of what is read.
            batch = null;
            batch = Guarded(() => batches.Next(cancellation));
            (row, windowStart, windowEnd) = (0, 0, 0);
            if (batch is not null) Guarded(Bind);
            else if (!NextSource()) return false;
        }
        if (row >= windowEnd) Guarded(Fill);
        ColumnRow = row - windowStart;
        return true;
    }

    public override RecordValue Value(int field)
    {
        RecordValue[] window = values[field] ?? throw new InvalidOperationException($"the field '{Visible.Of(fields[field])}' was not asked for");
        if (filled[field] != windowEnd) FillLate(field);
        ref readonly RecordValue value = ref window[row - windowStart];
        return value.Kind == RecordValueKind.List && readers[field] is ILists lists ? lists.Elements(row, value) : value;
    }

    internal override RecordColumn?[] Columns => columnsTaken;

    protected override void Dispose(bool disposing)
    {
        if (disposing) batches.Dispose();
        base.Dispose(disposing);
    }

    private IBatches Open()
    {
        (name, Func<IBatches> open) = sources.Dequeue();
        return damage.Guard(open, name);
    }

    private bool NextSource()
    {
        if (sources.Count == 0) return false;
        batches.Dispose();
        batches = Open();
        places = [.. fields.Select(static _ => -1)];
        string[] names = damage.Guard<string[]>(() => [.. batches.Schema.FieldsList.Select(static field => field.Name)], name);
        foreach (int field in wanted) places[field] = WantedFields.Find(names, fields[field], name, first);
        Begin();
        return true;
    }

    private void Begin()
    {
        foreach (int field in wanted)
        {
            Field named = batches.Schema.FieldsList[places[field]];
            if (ArrowTypes.Refusal(named) is { } what && IsBound(named.Name))
            {
                string wayOut = what == "bytes" ? "write it as text" : "write its parts as fields of their own";
                throw new DataFormatException(
                    $"{name}: the field '{Visible.Of(named.Name)}' is {what}, which no column holds; {wayOut}, or name another field with [Column(\"…\")] or Aliases")
                { File = name };
            }
        }
        System.Array.Clear(readers);
        Guarded(() => batches.Want([.. wanted.Select(field => places[field])]));
    }

    // Of two names that differ in case alone the one that is asked for is meant.
    private bool IsBound(string field) => columns.Contains(field)
        || (columns.FirstOrDefault(column => string.Equals(column, field, StringComparison.OrdinalIgnoreCase)) is { } loose && !fields.Contains(loose));

    private void Bind()
    {
        foreach (int field in wanted)
        {
            Field named = batches.Schema.FieldsList[places[field]];
            int place = batches.PlaceOf(places[field]);
            Field? there = place < batch!.ColumnCount ? batch.Schema.FieldsList[place] : null;
            // What a batch holds is read by the schema's types: a batch of others would be read as what it is not.
            if (there is null || there.Name != named.Name || ArrowTypes.Said(there.DataType) != ArrowTypes.Said(named.DataType))
            {
                string found = there is null ? "it has no such field" : $"it has '{Visible.Of(there.Name)}' as {ArrowTypes.Said(there.DataType)}";
                throw new BatchProblemException($"its fields are not those of the schema: in the place of '{Visible.Of(named.Name)}' as {ArrowTypes.Said(named.DataType)} {found}; let all batches have one schema");
            }
            readers[field] = ArrowColumn.Of(named, batch.Column(place), readers[field]);
        }
    }

    private void Fill()
    {
        int count = Math.Min(Window, batch!.Length - row);
        (windowStart, windowEnd) = (row, row + count);
        foreach (int field in wanted)
        {
            columnsTaken[field] = readers[field]!.Take(row, count, columnsTaken[field]);
            filled[field] = -1;
            if (columnsTaken[field] is null) Fill(field);
        }
    }

    private void Fill(int field)
    {
        readers[field]!.Fill(windowStart, values[field].AsSpan(0, windowEnd - windowStart));
        filled[field] = windowEnd;
    }

    // Apart, so that a value that is there costs no object.
    private void FillLate(int field) => Guarded(() => Fill(field));

    private void Guarded(Action step) => Guarded(() =>
    {
        step();
        return true;
    });

    private T Guarded<T>(Func<T> step) => damage.Guard(step, name, () => Place);
}
