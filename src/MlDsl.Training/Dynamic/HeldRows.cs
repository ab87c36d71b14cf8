using MlDsl.Columns;
using MlDsl.Plans;

namespace MlDsl.Training;

/// <summary>Training rows by name, read once, held and checked: every column that a training wants has a value of its type.</summary>
internal sealed class HeldRows
{
    private readonly DynamicRow[] rows;
    private readonly bool isNumbered;

    /// <summary>Reads the rows.</summary>
    /// <param name="plan">From columns to features.</param>
    /// <param name="source">The rows.</param>
    /// <param name="cancellation">Asked now and then.</param>
    /// <param name="numbers">The number of each row in the data that it comes from, by which rows are held back and cross-fitted; null where they stand alone.</param>
    /// <exception cref="ArgumentException">A row is none of the plan's training rows.</exception>
    /// <exception cref="InvalidValueException">A value is missing that must be there, or an event time cannot be ordered; the message names row and column.</exception>
    public HeldRows(FeaturePlan plan, IEnumerable<DynamicRow> source, CancellationToken cancellation, IReadOnlyList<long>? numbers = null)
    {
        isNumbered = numbers is not null;
        Table = DynamicTable.ForTraining(plan);
        var held = new List<DynamicRow>();
        DateTimeKind? kind = null;
        foreach (DynamicRow row in source)
        {
            if (held.Count % RowBatch<DynamicRow>.Size == 0) cancellation.ThrowIfCancellationRequested();
            if (row is null || row.Table.Plan.Schema != plan.Schema || !row.Table.IsForTraining)
            {
                throw new ArgumentException(
                    FormattableString.Invariant($"Row {held.Count + 1} is no training row of this plan; make it with DynamicTable.ForTraining(plan), or with the Training of the model that is fitted again"),
                    nameof(source));
            }
            DynamicRow copy = row.Copy(numbers?[held.Count] ?? held.Count);
            Check(copy, ref kind);
            held.Add(copy);
        }
        rows = [.. held];
    }

    /// <summary>The columns of the rows.</summary>
    public DynamicTable Table { get; }

    /// <summary>The number of rows.</summary>
    public int Count => rows.Length;

    /// <summary>What tells these rows from others: of the columns that they have, which are not all of a typed row's.</summary>
    public DataFingerprint Fingerprint
    {
        get
        {
            DataFingerprint print = default;
            foreach (DynamicRow row in rows)
            {
                var hash = new RowHash();
                foreach (ColumnValue value in row.Values) value.AddTo(ref hash);
                print = print.Add(hash.Value);
            }
            return print;
        }
    }

    /// <summary>The rows of one pass, in batches that are reused.</summary>
    public IEnumerable<RowBatch<DynamicRow>> Batches(CancellationToken cancellation)
    {
        var batch = new RowBatch<DynamicRow>();
        for (int from = 0; from < rows.Length; from += RowBatch<DynamicRow>.Size)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(RowBatch<DynamicRow>.Size, rows.Length - from);
            if (isNumbered)
            {
                batch.Clear();
                foreach (DynamicRow row in rows.AsSpan(from, count)) batch.Add(row, row.Number);
            }
            else
            {
                batch.Set(rows, from, count, from, null);
            }
            yield return batch;
        }
    }

    private void Check(DynamicRow row, ref DateTimeKind? kind)
    {
        for (int i = 0; i < Table.Columns.Count; i++)
        {
            ColumnSchema column = Table.Columns[i];
            DeclaredType type = DeclaredType.Of(column);
            if (row.Values[i].IsMissing && (!type.IsNullable || MissingValue.IsNeeded(column)))
                throw Wrong(row, column, "is missing", MissingValue.WayOut(column));
            if (column.Role == ColumnRole.EventTime && type.Name == "System.DateTime") CheckTime(row, column, row.Values[i].ToTime()!.Value, ref kind);
        }
    }

    private static void CheckTime(DynamicRow row, ColumnSchema column, DateTime time, ref DateTimeKind? kind)
    {
        if (time.Kind == DateTimeKind.Local)
            throw Wrong(row, column, FormattableString.Invariant($"is {time:O}, a local time, which is another instant on another machine"), "give it as UTC (ToUniversalTime)");
        if (kind is { } others && others != time.Kind)
            throw Wrong(row, column, FormattableString.Invariant($"is {time:O}, {EventTimes.Said(time.Kind)}, and that of the rows before {EventTimes.Said(others)}"), EventTimes.WayOut);
        kind = time.Kind;
    }

    private static InvalidValueException Wrong(DynamicRow row, ColumnSchema column, string problem, string wayOut) =>
        new(column.Member, FormattableString.Invariant($"Row {row.Number + 1}: '{column.Member}' {problem}; {wayOut}"));
}
