using Microsoft.ML;

namespace MlDsl.MlNet;

/// <summary>Typed rows as ML.NET reads tables.</summary>
internal sealed class RowView<TRow> : IDataView
{
    private readonly RowTable<TRow> rows;

    public RowView(RowTable<TRow> rows, IReadOnlyList<RowColumn<TRow>> columns)
    {
        (this.rows, Columns) = (rows, columns);
        var builder = new DataViewSchema.Builder();
        foreach (RowColumn<TRow> column in columns) builder.AddColumn(column.Name, column.Type, column.Annotations);
        Schema = builder.ToSchema();
    }

    public IReadOnlyList<RowColumn<TRow>> Columns { get; }

    public DataViewSchema Schema { get; }

    public bool CanShuffle => rows.IsInMemory;

    public long? GetRowCount() => rows.Count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        Cursor(Active(columnsNeeded), rand is not null && CanShuffle ? rows.Batches(rows.Shuffle(rand), 0, 1) : rows.Pass(), 0, 0);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        // The number is a wish. What is read from a file is read by one cursor, whose source has threads of its own.
        if (n <= 1 || !rows.IsInMemory) return [GetRowCursor(columnsNeeded, rand)];
        bool[] active = Active(columnsNeeded);
        int[]? order = rand is null ? null : rows.Shuffle(rand);
        return [.. Enumerable.Range(0, n).Select(first => Cursor(active, order is null ? rows.Batches(first, n) : rows.Batches(order, first, n), first, n))];
    }

    /// <summary>The place of a column of this view.</summary>
    /// <exception cref="ArgumentException">The column is of another.</exception>
    public int Check(DataViewSchema.Column column) => column.Index < Schema.Count && Schema[column.Index].Name == column.Name && Schema[column.Index].Type == column.Type
        ? column.Index
        : throw new ArgumentException($"'{column.Name}' is no column of this view, which has {string.Join(", ", Schema.Select(static own => $"'{own.Name}'"))}", nameof(column));

    private RowCursor<TRow> Cursor(bool[] active, IEnumerable<RowBatch<TRow>> batches, int first, int step) => new(this, active, batches, first, step);

    private bool[] Active(IEnumerable<DataViewSchema.Column> needed)
    {
        ArgumentNullException.ThrowIfNull(needed);
        var active = new bool[Schema.Count];
        foreach (DataViewSchema.Column column in needed) active[Check(column)] = true;
        return active;
    }
}
