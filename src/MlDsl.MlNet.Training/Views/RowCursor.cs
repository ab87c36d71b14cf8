using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlDsl.MlNet;

/// <summary>Goes through rows of a view once. Nothing is allocated for a row.</summary>
/// <param name="view">The view.</param>
/// <param name="active">Which of its columns are read.</param>
/// <param name="batches">The rows.</param>
/// <param name="first">The number of their first batch among all of the view; what cursors of one set give is put together by it.</param>
/// <param name="step">How many batches it goes on by; 0 where one cursor gives all rows.</param>
internal sealed class RowCursor<TRow>(RowView<TRow> view, bool[] active, IEnumerable<RowBatch<TRow>> batches, int first, int step) : DataViewRowCursor
{
    private readonly IEnumerator<RowBatch<TRow>> pass = batches.GetEnumerator();
    private RowBatch<TRow>? batch;
    private TRow[] rows = [];
    private int from, at = -1, end, taken;
    private long position = -1;
    private TRow current = default!;

    public override long Position => position;

    public override long Batch => step == 0 ? 0 : first + ((taken - 1L) * step);

    public override DataViewSchema Schema => view.Schema;

    /// <summary>The row that the cursor stands on.</summary>
    /// <exception cref="InvalidOperationException">It stands on none.</exception>
    public TRow Current
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if (position < 0) NoRow.Throw();
            return current;
        }
    }

    /// <summary>The number of that row in the data.</summary>
    /// <exception cref="InvalidOperationException">It stands on none.</exception>
    public long Number
    {
        get
        {
            if (position < 0) NoRow.Throw();
            return batch!.Number(at - from);
        }
    }

    public override bool MoveNext()
    {
        if (++at >= end && !MoveToBatch()) return false;
        current = rows[at];
        position++;
        return true;
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => active[view.Check(column)];

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new DataViewRowId((ulong)Number, 0);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        int place = view.Check(column);
        if (!active[place]) throw new ArgumentException($"The column '{column.Name}' is not among those that the cursor was asked for", nameof(column));
        return view.Columns[place].Getter(this) as ValueGetter<TValue>
            ?? throw new InvalidOperationException($"The column '{column.Name}' is a {column.Type}, and is read as {typeof(TValue)}");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) pass.Dispose();
        base.Dispose(disposing);
    }

    private bool MoveToBatch()
    {
        do
        {
            if (!pass.MoveNext())
            {
                (rows, at, end, position, current) = ([], -1, 0, -1, default!);
                return false;
            }
            batch = pass.Current;
            (rows, from) = batch.Held;
            (at, end) = (from, from + batch.Count);
            taken++;
        }
        while (batch.Count == 0);
        return true;
    }
}

/// <summary>Apart from the generic cursor: what throws in it would ask every getter to keep which cursor it is of.</summary>
internal static class NoRow
{
    [DoesNotReturn]
    public static void Throw() => throw new InvalidOperationException("The cursor stands on no row; call MoveNext, and read while it says true");
}
