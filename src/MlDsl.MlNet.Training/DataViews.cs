using Microsoft.ML;
using MlDsl.MlNet;

namespace MlDsl;

/// <summary>
/// Typed rows as tables of ML.NET: every column with its exact type under its property's name, so that <c>nameof</c> names it in a pipeline. There is no
/// reflection, and nothing is allocated for a row.
/// </summary>
/// <remarks>
/// <para>
/// Numbers, flags and times are ML.NET's types of the same name; texts are <c>Text</c>, a missing one empty; an enum is a key from 1 on, with its members' names in
/// the order of declaration, and 0 where it is missing or has no name; vectors are <c>VBuffer</c>s of their length. <see cref="Half"/> is <c>Single</c>,
/// <see cref="decimal"/> the nearest <c>Double</c>; <see cref="DateOnly"/> is the midnight as <c>DateTime</c>, <see cref="TimeOnly"/> the <c>TimeSpan</c> since midnight;
/// <see cref="char"/> and <see cref="Guid"/> are <c>Text</c>, of which the latter is made anew where it is read.
/// </para>
/// <para>
/// What may be missing is a <c>Single</c> where that holds every value of the type, flags as 0 and 1 among them, else a <c>Double</c>, and NaN where it is missing. ML.NET has no
/// missing times: those are the type's default, and durations and hours of a clock, of which 0 is one, <see cref="TimeSpan.MinValue"/>.
/// </para>
/// <para>
/// Rows in memory are shuffled on demand and read by as many cursors as are asked for; rows of a file that is not held come in their order through one cursor.
/// A row's id is its number in the data.
/// </para>
/// </remarks>
public static partial class DataViews
{
    /// <summary>All rows of a data set.</summary>
    public static IDataView AsDataView<TRow>(this Dataset<TRow> rows) where TRow : IRow<TRow>
    {
        ArgumentNullException.ThrowIfNull(rows);
        return View(RowTable<TRow>.Of(rows.Source));
    }

    /// <summary>The rows that models are fitted on.</summary>
    public static IDataView AsDataView<TRow>(this TrainSet<TRow> rows) where TRow : IRow<TRow>
    {
        ArgumentNullException.ThrowIfNull(rows);
        return View(RowTable<TRow>.Of(rows.Selection));
    }

    /// <summary>The rows that models are compared on. There is no view of a <see cref="TestSet{TRow}"/>, which does not show its rows.</summary>
    public static IDataView AsDataView<TRow>(this ValidationSet<TRow> rows) where TRow : IRow<TRow>
    {
        ArgumentNullException.ThrowIfNull(rows);
        return View(RowTable<TRow>.Of(rows.Selection));
    }

    /// <summary>Rows in memory.</summary>
    public static IDataView AsDataView<TRow>(this IReadOnlyList<TRow> rows) where TRow : IRow<TRow> => Dataset<TRow>.FromRows(rows).AsDataView();

    private static RowView<TRow> View<TRow>(RowTable<TRow> rows) where TRow : IRow<TRow>
    {
        var columns = new RowColumns<TRow>(TRow.Schema);
        TRow.Visit(ref columns);
        return new RowView<TRow>(rows, columns.Columns);
    }
}
