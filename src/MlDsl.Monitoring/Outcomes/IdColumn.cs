using System.Globalization;
using System.Numerics;
using MlDsl.Columns;

namespace MlDsl.Monitoring.Outcomes;

/// <summary>Finds what reads the id of a row, as text in every culture alike.</summary>
internal struct IdColumn<TRow> : IColumnVisitor<TRow> where TRow : IRow<TRow>
{
    private int wanted;
    private Func<TRow, string?>? read;

    /// <exception cref="ArgumentException">No column is the id, or it is a vector.</exception>
    public static Func<TRow, string?> Reader()
    {
        IReadOnlyList<ColumnSchema> columns = TRow.Schema.Columns;
        int wanted = Enumerable.Range(0, columns.Count).FirstOrDefault(i => columns[i].Role == ColumnRole.Id, -1);
        if (wanted < 0) throw new ArgumentException($"'{TRow.Schema.Name}' has no [Id], by which outcomes find their predictions; mark the property that identifies a row, or make each ObservedOutcome of its id yourself");
        var visitor = new IdColumn<TRow> { wanted = wanted };
        TRow.Visit(ref visitor);
        return visitor.read ?? throw new ArgumentException($"The [Id] of '{TRow.Schema.Name}' is a vector, which identifies nothing; mark a text or a number");
    }

    public void Text<TColumn>(int column) where TColumn : struct, IColumnOf<TRow, string?>
    {
        if (column == wanted) read = static row => default(TColumn).Read(row);
    }

    public void Value<T, TColumn>(int column) where T : struct where TColumn : struct, IColumnOf<TRow, T>
    {
        if (column == wanted) read = static row => Text(default(TColumn).Read(row));
    }

    public void Optional<T, TColumn>(int column) where T : struct where TColumn : struct, IColumnOf<TRow, T?>
    {
        if (column == wanted) read = static row => default(TColumn).Read(row) is { } value ? Text(value) : null;
    }

    public void Class<TColumn>(int column, IReadOnlyList<string> names) where TColumn : struct, IColumnOf<TRow, int>
    {
        if (column == wanted) read = row => default(TColumn).Read(row) is > 0 and var member ? names[member - 1] : null;
    }

    public readonly void Vector<T, TColumn>(int column) where T : struct, INumberBase<T> where TColumn : struct, IVectorColumnOf<TRow, T>
    {
        // No id.
    }

    public readonly void SparseVector<T, TColumn>(int column) where T : struct, INumberBase<T> where TColumn : struct, IVectorColumnOf<TRow, T?>
    {
        // No id.
    }

    // Whole, and in one way: a time as ISO 8601 with all of its digits, one with an offset in UTC, so that an instant is one id.
    private static string Text<T>(T value) where T : struct => value switch
    {
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
        DateTimeOffset instant => instant.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("O", CultureInfo.InvariantCulture),
        TimeOnly clock => clock.ToString("O", CultureInfo.InvariantCulture),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };
}
