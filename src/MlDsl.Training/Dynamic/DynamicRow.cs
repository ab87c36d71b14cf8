using MlDsl.Columns;

namespace MlDsl.Training;

/// <summary>One row of a <see cref="DynamicTable"/>: values by the name of their column. Not thread-safe.</summary>
public sealed class DynamicRow
{
    private readonly DynamicTable table;
    private readonly ColumnValue[] values;

    internal DynamicRow(DynamicTable table)
    {
        this.table = table;
        values = new ColumnValue[table.Columns.Count];
    }

    /// <summary>The value of a column, by the column's name or its property's; missing until it is set.</summary>
    /// <exception cref="ArgumentException">There is no such column, or the value is of another type; the message names the column.</exception>
    public ColumnValue this[string column]
    {
        get => values[table.IndexOf(column)];
        set
        {
            int index = table.IndexOf(column);
            values[index] = table.Column(index).Accept(value);
        }
    }

    /// <summary>Sets a column to a number; null is missing.</summary>
    /// <inheritdoc cref="this[string]"/>
    public DynamicRow Set(string column, double? value) => With(column, value is { } given ? ColumnValue.Number(given) : default);

    /// <summary>Sets a column to an exact number; null is missing.</summary>
    /// <inheritdoc cref="this[string]"/>
    public DynamicRow Set(string column, decimal? value) => With(column, value is { } given ? ColumnValue.Number(given) : default);

    /// <summary>Sets a column to an integer; null is missing.</summary>
    /// <inheritdoc cref="this[string]"/>
    public DynamicRow Set(string column, long? value) => With(column, value is { } given ? ColumnValue.Integer(given) : default);

    /// <summary>Sets a column to a flag; null is missing.</summary>
    /// <inheritdoc cref="this[string]"/>
    public DynamicRow Set(string column, bool? value) => With(column, value is { } given ? ColumnValue.Flag(given) : default);

    /// <summary>Sets a column to a text, or to the member of an enum by its name; null is missing.</summary>
    /// <inheritdoc cref="this[string]"/>
    public DynamicRow Set(string column, string? value) => With(column, ColumnValue.Text(value));

    /// <summary>Sets a column to a time; null is missing.</summary>
    /// <inheritdoc cref="this[string]"/>
    public DynamicRow Set(string column, DateTime? value) => With(column, value is { } given ? ColumnValue.Time(given) : default);

    /// <summary>Sets a column to a time; null is missing.</summary>
    /// <inheritdoc cref="this[string]"/>
    public DynamicRow Set(string column, DateTimeOffset? value) => With(column, value is { } given ? ColumnValue.Time(given) : default);

    /// <summary>Sets a column to a date; null is missing.</summary>
    /// <inheritdoc cref="this[string]"/>
    public DynamicRow Set(string column, DateOnly? value) => With(column, value is { } given ? ColumnValue.Date(given) : default);

    /// <summary>Sets a column to the hour of a clock; null is missing.</summary>
    /// <inheritdoc cref="this[string]"/>
    public DynamicRow Set(string column, TimeOnly? value) => With(column, value is { } given ? ColumnValue.Time(given) : default);

    /// <summary>Sets a column to a duration; null is missing.</summary>
    /// <inheritdoc cref="this[string]"/>
    public DynamicRow Set(string column, TimeSpan? value) => With(column, value is { } given ? ColumnValue.Integer(given.Ticks) : default);

    /// <summary>Sets a column to a vector, which is kept and not copied; NaN is a missing element.</summary>
    /// <inheritdoc cref="this[string]"/>
    public DynamicRow Set(string column, float[]? value) => With(column, ColumnValue.Vector(value));

    internal DynamicTable Table => table;

    internal ColumnValue[] Values => values;

    /// <summary>The number of the row among those of a training, from 0.</summary>
    internal long Number { get; private init; }

    /// <summary>The row as it is now, which no later change reaches.</summary>
    internal DynamicRow Copy(long number)
    {
        var copy = new DynamicRow(table) { Number = number };
        values.CopyTo(copy.values, 0);
        return copy;
    }

    private DynamicRow With(string column, ColumnValue value)
    {
        this[column] = value;
        return this;
    }
}
