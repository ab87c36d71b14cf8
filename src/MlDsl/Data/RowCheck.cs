using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using MlDsl.Columns;
using MlDsl.Contracts;

namespace MlDsl;

/// <summary>
/// Holds rows that code made against what their columns promise, as the reader of a file does: a text that is no missing value is
/// there, and event times can be ordered. Generated code hands it the columns that could break their promise.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class RowCheck
{
    private readonly DatasetSchema schema;
    // By place, without a call of an interface for each row.
    private readonly ColumnSchema[] columns;
    private DateTimeKind? kind;
    private long kindRow;

    internal RowCheck(DatasetSchema schema, DatasetContract? contract)
    {
        (this.schema, columns) = (schema, [.. schema.Columns]);
        Tally = ContractTally.Of(contract);
    }

    /// <summary>Counts what breaks the rows' contract and is not refused; null where there is none.</summary>
    internal ContractTally? Tally { get; }

    /// <summary>The number of the row that is looked at, from 0.</summary>
    internal long Row { get; set; }

    /// <summary>Refuses null in a text column that is not declared nullable.</summary>
    /// <exception cref="InvalidValueException">The text is null; the message names row, property and way out.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Text(int column, string? value)
    {
        if (value is null) Missing(column);
    }

    /// <summary>Refuses a vector with too few or too many elements, and null in a column that is not declared nullable.</summary>
    /// <exception cref="InvalidValueException">The vector is such a one; the message names row, property and way out.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Vector<T>(int column, Elements<T> vector)
    {
        if (vector.IsMissing || vector.Length != columns[column].Length) Vector(column, vector.IsMissing, vector.Length);
    }

    // Apart from what is asked of every row.
    private void Missing(int column) => Refuse(column, "is null", MissingValue.WayOut(columns[column]));

    private void Vector(int column, bool isMissing, int length)
    {
        ColumnSchema named = columns[column];
        if (!isMissing)
        {
            Refuse(
                column, string.Create(CultureInfo.InvariantCulture, $"has {length} elements, not {named.Length}"),
                string.Create(CultureInfo.InvariantCulture, $"give {named.Length}, or declare another Length"));
        }
        else if (!named.Type.EndsWith('?'))
        {
            Refuse(column, "is null", MissingValue.WayOut(named));
        }
    }

    /// <summary>Refuses event times whose order cannot be known: local ones, and UTC beside ones without a zone.</summary>
    /// <exception cref="InvalidValueException">The time is such a one; the message names row, property and way out.</exception>
    public void EventTime(int column, DateTime value)
    {
        if (value.Kind == kind) return;
        if (value.Kind == DateTimeKind.Local)
        {
            Refuse(
                column,
                string.Create(CultureInfo.InvariantCulture, $"is {value:O}, a local time, which is another instant on another machine"),
                "give it as UTC (ToUniversalTime), or declare the property as 'DateTimeOffset'");
        }
        if (kind is not null)
        {
            Refuse(
                column,
                string.Create(CultureInfo.InvariantCulture, $"is {value:O}, {EventTimes.Said(value.Kind)}, and that of row {kindRow} {EventTimes.Said(kind.Value)}: their order cannot be known"),
                EventTimes.WayOut);
        }
        (kind, kindRow) = (value.Kind, Row);
    }

    [DoesNotReturn]
    private void Refuse(int column, string problem, string wayOut)
    {
        string member = schema.Columns[column].Member;
        throw new InvalidValueException(member, string.Create(
            CultureInfo.InvariantCulture, $"row {Row} of the sequence for Dataset<{schema.Name}>.FromRows: '{schema.Name}.{member}' {problem}; {wayOut}"));
    }
}
