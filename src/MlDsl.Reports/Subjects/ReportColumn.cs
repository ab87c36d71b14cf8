using MlDsl.Columns;

namespace MlDsl.Reports;

/// <summary>A column of the rows of a report.</summary>
/// <param name="Schema">The column.</param>
/// <param name="Read">The value in a row.</param>
internal sealed record ReportColumn(ColumnSchema Schema, Func<int, ColumnValue> Read)
{
    /// <summary>Whether values may be shown in summaries: of free text, and of what tells people apart, they may not.</summary>
    public bool ShowsValues => Schema.Role == ColumnRole.None && !Schema.Kind.StartsWith("Text", StringComparison.Ordinal) && Schema.Length == 0;
}
