using MlDsl.Monitoring.Outcomes;

namespace MlDsl;

/// <summary>Outcomes from rows: of a file, a query, a table or anything else that a data set reads.</summary>
public static class OutcomeRows
{
    /// <summary>The outcome of each row, by its <c>[Id]</c>, with its label.</summary>
    /// <param name="rows">The rows. Their type has a column with the role <c>[Id]</c> and a label of two classes.</param>
    /// <param name="known">When the label of a row was known.</param>
    /// <exception cref="ArgumentException">No column of the rows is the <c>[Id]</c>.</exception>
    /// <exception cref="InvalidOperationException">Enumerating throws it: a row has no id.</exception>
    public static IEnumerable<ObservedOutcome> Outcomes<TRow>(this Dataset<TRow> rows, Func<TRow, DateTimeOffset> known) where TRow : ILabeledRow<TRow, bool> =>
        Of(rows, known, static row => TRow.LabelOf(row) ? 1 : 0);

    /// <summary>The same of rows whose label is a number.</summary>
    /// <inheritdoc cref="Outcomes"/>
    public static IEnumerable<ObservedOutcome> NumberOutcomes<TRow>(this Dataset<TRow> rows, Func<TRow, DateTimeOffset> known) where TRow : ILabeledRow<TRow, float> =>
        Of(rows, known, static row => TRow.LabelOf(row));

    private static IEnumerable<ObservedOutcome> Of<TRow>(Dataset<TRow> rows, Func<TRow, DateTimeOffset> known, Func<TRow, float> label) where TRow : IRow<TRow>
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(known);
        Func<TRow, string?> id = IdColumn<TRow>.Reader();
        return rows.Rows.Select((row, place) => new ObservedOutcome(
            id(row) is { Length: > 0 } of ? of : throw new InvalidOperationException($"Row {place} of '{TRow.Schema.Name}' has no id, so that nothing tells which prediction its outcome belongs to"),
            known(row),
            label(row)));
    }
}
