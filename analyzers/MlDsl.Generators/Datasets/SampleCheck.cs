using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using MlDsl.Generators.Columns;

namespace MlDsl.Generators.Datasets;

/// <summary>Compares columns with the header and the first records of a sample, by the rules that the run-time reader follows.</summary>
internal static class SampleCheck
{
    // An analyzer runs on every keystroke: a sample is a sample.
    private const int MostRecords = 1000, MostCharacters = 1 << 20;

    public static void Run(INamedTypeSymbol type, DatasetSpec dataset, string sample, SourceText text, Action<Diagnostic> report, CancellationToken cancellation)
    {
        var span = new TextSpan(0, Math.Min(text.Length, MostCharacters));
        string shown = text.ToString(span);
        char separator = sample.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase) || sample.EndsWith(".tab", StringComparison.OrdinalIgnoreCase) ? '\t' : ',';
        var records = SampleRecords.Read(shown, separator, MostRecords, isWhole: shown.Length == text.Length);
        if (records.Count == 0) return;

        var header = records[0].Fields.Select(static f => f.Text.Trim()).ToList();
        var properties = ColumnReader.Candidates(type).ToDictionary(static p => p.Name);
        var columns = new List<(ColumnSpec Column, int Field)>();
        foreach (ColumnSpec column in dataset.Stored)
        {
            int field = FieldOf(header, column.Name);
            int elements = field < 0 && column.Type.Length > 0 ? header.Count(h => IsElement(h, column.Name)) : 0;
            if (field >= 0) columns.Add((column, field));
            else if (elements == 0 || elements < column.Type.Length)
            {
                string? nearest = elements > 0 ? null : Nearest.Of(column.Name, [.. header.Select(static h => h.TrimStart('#', ' '))]);
                string hint = elements > 0
                    ? $"it has {elements} of the {column.Type.Length} elements"
                    : Nearest.Hint(column.Name, header.Select(static h => h.TrimStart('#', ' ')));
                report(Diagnostic.Create(DatasetRules.NotInSample, properties[column.Member].PlaceIn(type), Fix.Rename(nearest), column.Member, column.Name, sample, hint));
            }
        }
        foreach (var (column, field) in columns)
        {
            cancellation.ThrowIfCancellationRequested();
            if (FirstProblem(column, properties[column.Member], field, records) is not var (line, problem)) continue;
            report(Diagnostic.Create(
                DatasetRules.SampleValue, properties[column.Member].PlaceIn(type), column.Member, column.Type.DisplayName, $"line {line}", sample, problem, column.Name));
        }
    }

    // Exactly, then behind a '#' that opens the header, then in any case.
    private static int FieldOf(List<string> header, string name)
    {
        int field = header.IndexOf(name);
        if (field < 0 && header[0].TrimStart('#', ' ') == name) field = 0;
        return field >= 0 ? field : header.FindIndex(h => string.Equals(h.TrimStart('#', ' '), name, StringComparison.OrdinalIgnoreCase));
    }

    // The name of a vector's element: its number behind the vector's name, as name_0, name.0, name[0] or name0.
    private static bool IsElement(string header, string name)
    {
        string own = header.TrimStart('#', ' ');
        if (own.Length <= name.Length || !own.StartsWith(name, StringComparison.OrdinalIgnoreCase)) return false;
        string number = own.Substring(name.Length).TrimStart('_', '.', '-', ' ', '[').TrimEnd(']');
        return number.Length > 0 && number.All(char.IsDigit);
    }

    // The first wrong value of each column: the others are mostly wrong in the same way.
    private static (int Line, string Problem)? FirstProblem(ColumnSpec column, IPropertySymbol property, int field, IReadOnlyList<SampleRecord> records)
    {
        bool ordersTimes = column is { Role: ColumnRole.EventTime, Type.Kind: ValueKind.DateTime, OwnReader: null };
        bool? hasOffset = null;
        foreach (SampleRecord record in records.Skip(1))
        {
            if (Problem(column, property, record, field) is { } problem) return (record.Line, problem);
            if (!ordersTimes) continue;
            string text = record.Fields[field].Text;
            bool has = SampleValues.HasOffset(text);
            if (has != (hasOffset ??= has)) return (record.Line, $"'{text}', {(has ? "with an offset after one without" : "without an offset after one with one")},");
        }
        return null;
    }

    private static string? Problem(ColumnSpec column, IPropertySymbol property, SampleRecord record, int field)
    {
        if (field >= record.Fields.Count) return "no field";
        var (text, isQuoted) = record.Fields[field];
        if (text.Length == 0 && !(isQuoted && column.Type.Kind == ValueKind.Text)) return column.Type.IsNullable ? null : "a missing value";
        // A method of the user's own takes what it takes.
        return column.OwnReader is not null || SampleValues.Fits(text, column.Type, property.Type) ? null : $"'{(text.Length > 40 ? text.Substring(0, 40) + "…" : text)}'";
    }
}
